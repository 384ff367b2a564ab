import { Duplex } from 'node:stream';
import { RecordTypes } from './record-types.ts';

type Done = (error?: Error | null) => void;

/** The type of a record that is protected (RFC 8446, section 5.2). */
const applicationData = 23;

/**
 * A way to a host that TLS 1.3 runs over, held: what is written waits from the first protected record on until it
 * is released. Of a handshake our hellos go out, and not our certificate, which is the command.
 */
export class HeldStream extends Duplex {
  readonly #raw: Duplex;
  readonly #records = new RecordTypes();
  #isReleased = false;
  #send: (() => void) | null = null;

  constructor(raw: Duplex) {
    super();
    this.#raw = raw;
    raw.on('data', (octets: Buffer) => {
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
    if (this.#isReleased || !this.#beginsProtected(octets)) send();
    else this.#send = send;
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

  #beginsProtected(octets: Buffer): boolean {
    return this.#records.beginIn(octets).includes(applicationData);
  }
}
