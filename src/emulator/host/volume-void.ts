import type { Name } from '../../albatross/names.ts';
import { HostFailure } from './failure.ts';
import { NameMap } from './name-map.ts';
import { type ContentWriter, pieceSize, type VolumeContents } from './volume-contents.ts';

const zeros = Buffer.alloc(pieceSize);

/** Volumes without content: what is written is dropped, what is read is zeros. For measurements. */
export class VolumeVoid implements VolumeContents {
  readonly #sizes = new NameMap<number>();

  async list(): Promise<{ name: Name; size: number }[]> {
    return this.#sizes.entries().map(({ name, value }) => ({ name, size: value }));
  }

  async create(name: Name): Promise<void> {
    if (this.#sizes.has(name)) throw new HostFailure('file already exists');
    this.#sizes.set(name, 0);
  }

  async resize(name: Name, size: number): Promise<void> {
    this.#sizes.set(name, size);
  }

  async remove(name: Name): Promise<void> {
    this.#sizes.delete(name);
  }

  async rewrite(name: Name): Promise<ContentWriter> {
    return {
      write: async () => {},
      abandon: async () => {},
      finish: (size) => this.resize(name, size),
    };
  }

  async *read(name: Name): AsyncGenerator<Buffer, void, void> {
    let left = this.#sizes.get(name) ?? 0;
    for (; left >= pieceSize; left -= pieceSize) yield zeros;
    if (left > 0) yield zeros.subarray(0, left);
  }
}
