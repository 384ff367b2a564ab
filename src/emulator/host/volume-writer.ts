import { HostFailure } from './failure.ts';
import type { ContentWriter } from './volume-contents.ts';

/**
 * Writes a volume's new content, whose old one is gone already
 * (docs/albatross-protocol.md, section 5).
 */
export class VolumeWriter {
  readonly #content: ContentWriter;
  readonly #size: number;
  readonly #hasCrashed: () => boolean;
  #written = 0;

  /** `size` is the volume's, in octets; `hasCrashed` tells whether the host still runs. */
  constructor(content: ContentWriter, size: number, hasCrashed: () => boolean) {
    this.#content = content;
    this.#size = size;
    this.#hasCrashed = hasCrashed;
  }

  /** Throws `HostFailure` where a chunk of so many octets goes beyond the volume's size. */
  admit(chunkSize: number): void {
    if (chunkSize > this.#size - this.#written) throw new HostFailure('stream exceeds size');
  }

  /** Octets of a chunk that was admitted. */
  async write(octets: Buffer): Promise<void> {
    this.#written += octets.length;
    await this.#content.write(octets);
  }

  /** Fewer octets than the size: the rest reads as zeros. */
  finish(): Promise<void> {
    return this.#hasCrashed() ? this.abandon() : this.#content.finish(this.#size);
  }

  /** Leaves the content as far as it came, short of the volume's size. */
  abandon(): Promise<void> {
    return this.#content.abandon();
  }
}
