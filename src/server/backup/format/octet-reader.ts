import type { FileHandle } from 'node:fs/promises';
import { refused } from './refused.ts';

const bufferSize = 256 * 1024;

/** Reads a file from its beginning, exactly as many octets as are asked for. */
export class OctetReader {
  readonly #file: FileHandle;
  #buffered: Buffer = Buffer.alloc(0);
  #position = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Octets that were read so far. */
  get position(): number {
    return this.#position;
  }

  /** The next so many octets. Throws `backup-refused` where the file ends before. */
  async read(length: number): Promise<Buffer> {
    while (this.#buffered.length < length) {
      if (!(await this.#more())) {
        const size = this.#position + this.#buffered.length;
        throw refused(`The backup is cut off: it ends after ${size} octets, before its end.`);
      }
    }
    const octets = this.#buffered.subarray(0, length);
    this.#buffered = this.#buffered.subarray(length);
    this.#position += length;
    return octets;
  }

  /** A line without its end; null where none ends within `longest` octets. */
  async readLine(longest: number): Promise<Buffer | null> {
    while (!this.#buffered.includes(10) && this.#buffered.length <= longest) {
      if (!(await this.#more())) break;
    }
    const end = this.#buffered.indexOf(10);
    if (end === -1 || end > longest) return null;
    return (await this.read(end + 1)).subarray(0, end);
  }

  async isAtEnd(): Promise<boolean> {
    return this.#buffered.length === 0 && !(await this.#more());
  }

  async #more(): Promise<boolean> {
    const { bytesRead, buffer } = await this.#file.read(Buffer.alloc(bufferSize), 0, bufferSize);
    this.#buffered = Buffer.concat([this.#buffered, buffer.subarray(0, bytesRead)]);
    return bytesRead > 0;
  }
}
