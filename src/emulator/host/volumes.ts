import type { Name, Path } from '../../albatross/names.ts';
import { HostFailure } from './failure.ts';
import { type Entry, NameMap } from './name-map.ts';
import type { VolumeContents } from './volume-contents.ts';
import { VolumeWriter } from './volume-writer.ts';

const mebibyte = 2 ** 20;

/** The volumes of a host: sizes in MiB by name, and their contents. */
export class Volumes {
  readonly #contents: VolumeContents;
  #sizes = new NameMap<number>();
  #hasCrashed = false;

  constructor(contents: VolumeContents) {
    this.#contents = contents;
  }

  /** Finds the volumes that are there, as a host does when it starts: whole MiB, and not empty. */
  async load(): Promise<void> {
    const sizes = new NameMap<number>();
    for (const { name, size } of await this.#contents.list()) {
      if (size > 0 && size % mebibyte === 0) sizes.set(name, size / mebibyte);
    }
    this.#sizes = sizes;
    this.#hasCrashed = false;
  }

  /** From now until `load`, contents that end are left as short as they are. */
  crash(): void {
    this.#hasCrashed = true;
  }

  /** MiB. */
  sizeOf(name: Name): number | undefined {
    return this.#sizes.get(name);
  }

  below(path: Path): Entry<number>[] {
    return this.#sizes.below(path);
  }

  /** A new volume of zeros. Throws `HostFailure`; a size that is none leaves an empty file behind. */
  async add(name: Name, size: number): Promise<void> {
    await this.#contents.create(name);
    await this.#contents.resize(name, octetsOf(size));
    this.#sizes.set(name, size);
  }

  async remove(name: Name): Promise<void> {
    await this.#contents.remove(name);
    this.#sizes.delete(name);
  }

  /** Deletes the content and takes a new one, of at most `size` MiB. */
  async rewrite(name: Name, size: number): Promise<VolumeWriter> {
    const content = await this.#contents.rewrite(name);
    return new VolumeWriter(content, octetsOf(size), () => this.#hasCrashed);
  }

  /** The content, in pieces of 64 KiB but for the last. */
  read(name: Name): AsyncIterable<Buffer> {
    return this.#contents.read(name);
  }
}

/**
 * MiB as octets, in the 63 bits that a host counts with (docs/albatross-protocol.md, section 5,
 * `block add 0`).
 */
function octetsOf(size: number): number {
  const octets = Number(BigInt.asIntN(63, BigInt(size) << 20n));
  if (octets <= size) throw new HostFailure('overflow while computing bytes');
  return octets;
}
