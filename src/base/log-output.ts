import fs from 'node:fs';
import type { DestinationStream } from 'pino';

/** Milliseconds for which lines are gathered, and until a reader that is slow is tried again. */
const pause = 100;

/** Octets that are written as soon as so many have gathered. */
const plenty = 64 * 1024;

/** Octets that are written together at most, of those that came while others were being written. */
const together = 1024 * 1024;

/** Octets that may wait for a slow reader. */
const maxWaiting = 8 * 1024 * 1024;

/** What standard output says where it can take nothing at the moment. */
const busy: readonly unknown[] = ['EAGAIN', 'EBUSY'];

/** How often a reader that is slow is tried again at the end, ten milliseconds apart. */
const lastTries = 100;

/**
 * Writes lines to standard output: those of a tenth of a second together, and what is left when the
 * process exits. What it cannot write is lost, as without a reader or on a full disk, and is no
 * reason to end. (The destination of pino tries for ever at the exit, whatever the error.)
 */
export class LogOutput implements DestinationStream {
  #lines: Buffer[] = []; // as octets: of strings, all that has gathered would be measured anew with each line
  #size = 0;
  #timer: NodeJS.Timeout | null = null;
  /** While something is being written, or waits for a slow reader. */
  #isHeld = false;
  #isUsed = false;

  /** Takes a line; leaves it out where too much waits already. */
  write(line: string): void {
    if (this.#size >= maxWaiting) return;
    if (!this.#isUsed) process.once('exit', () => this.#end());
    this.#isUsed = true;
    const octets = Buffer.from(line);
    this.#lines.push(octets);
    this.#size += octets.length;
    if (!this.#isHeld) this.#goOn();
  }

  #goOn(): void {
    if (this.#size >= plenty) this.#flush();
    else if (this.#size > 0) this.#wait();
  }

  #wait(): void {
    this.#timer ??= setTimeout(() => this.#flush(), pause).unref();
  }

  #flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#isHeld = true;
    const octets = this.#take();
    fs.write(1, octets, (error, written) => {
      const isBusy = busy.includes(error?.code);
      if (!error || isBusy) this.#putBack(octets.subarray(error ? 0 : written));
      this.#isHeld = isBusy;
      if (isBusy) this.#wait();
      else this.#goOn();
    });
  }

  /** The next lines, as many as are written together. */
  #take(): Buffer {
    let count = 0;
    let size = 0;
    for (const { length } of this.#lines) {
      if (count > 0 && size + length > together) break;
      count += 1;
      size += length;
    }
    this.#size -= size;
    return Buffer.concat(this.#lines.splice(0, count), size);
  }

  #putBack(octets: Buffer): void {
    if (octets.length === 0) return;
    this.#lines.unshift(octets);
    this.#size += octets.length;
  }

  #end(): void {
    let octets = Buffer.concat(this.#lines, this.#size);
    for (let tries = 0; octets.length > 0 && tries < lastTries; ) {
      const written = writeNow(octets);
      if (written === null) return;
      if (written === 0) tries += 1;
      octets = octets.subarray(written);
    }
  }
}

/** How many octets were written: none where it is busy, after a moment; null where it cannot be. */
function writeNow(octets: Buffer): number | null {
  try {
    return fs.writeSync(1, octets);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && busy.includes(error.code))) return null;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    return 0;
  }
}
