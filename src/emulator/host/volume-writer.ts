import { HostFailure } from './failure.ts';
import type { ContentWriter } from './volume-contents.ts';

/** Writes a volume's new content, whose old one is gone already (PROTOCOL.md section 5). */
export class VolumeWriter {
  readonly #content: ContentWriter;
  readonly #size: number;
  #written = 0;

  /** `size` is the volume's, in octets. */
  constructor(content: ContentWriter, size: number) {
    this.#content = content;
    this.#size = size;
  }

  /** Throws `HostFailure` where a chunk goes beyond the volume's size; none of it is written then. */
  async write(chunk: Buffer): Promise<void> {
    if (chunk.length > this.#size - this.#written) throw new HostFailure('stream exceeds size');
    await this.#content.write(chunk);
    this.#written += chunk.length;
  }

  /** Fewer octets than the size: the rest reads as zeros. */
  finish(): Promise<void> {
    return this.#content.finish(this.#size);
  }

  /** Leaves the content as far as it came, short of the volume's size. */
  abandon(): Promise<void> {
    return this.#content.abandon();
  }
}
