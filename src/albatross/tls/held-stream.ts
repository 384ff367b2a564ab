import { Duplex } from 'node:stream';

type Done = (error?: Error | null) => void;

/**
 * A way to a host that is held: what is written once the host has said something waits until it is released. Of
 * a handshake our hello goes out, and not our certificate, which is the command.
 */
export class HeldStream extends Duplex {
  readonly #raw: Duplex;
  #isHeard = false;
  #isReleased = false;
  #send: (() => void) | null = null;

  constructor(raw: Duplex) {
    super();
    this.#raw = raw;
    raw.on('data', (octets: Buffer) => {
      this.#isHeard = true;
      if (!this.push(octets)) raw.pause();
    });
    raw.on('end', () => this.push(null));
    raw.on('error', (error: Error) => this.destroy(error));
    raw.on('close', () => {
      if (!raw.readableEnded) this.destroy();
    });
  }

  /** Lets everything out from now on. */
  release(): void {
    this.#isReleased = true;
    this.#send?.();
    this.#send = null;
  }

  override _read(): void {
    this.#raw.resume();
  }

  override _write(octets: Buffer, _encoding: BufferEncoding, done: Done): void {
    const send = () => void this.#raw.write(octets, done);
    if (this.#isHeard && !this.#isReleased) this.#send = send;
    else send();
  }

  override _final(done: Done): void {
    this.#raw.end();
    done();
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#send = null;
    this.#raw.destroy();
    done(error);
  }
}
