import type { Duplex } from 'node:stream';
import type { Command } from '../commands.ts';
import type { AlbatrossError } from '../errors.ts';
import type { Path } from '../names.ts';
import type { OpenOptions, Target, Transport } from '../transport.ts';

/** A transport that conveys nothing before `ready` resolves, and what is said then at once: it connects meanwhile. */
export class HeldTransport implements Transport {
  readonly #transport: Transport;
  readonly #ready: Promise<unknown>;

  constructor(transport: Transport, ready: Promise<unknown>) {
    this.#transport = transport;
    this.#ready = ready;
  }

  get prefix(): Path {
    return this.#transport.prefix;
  }

  get canRemovePolicies(): boolean {
    return this.#transport.canRemovePolicies;
  }

  open(target: Target, command: Command, options: OpenOptions = {}): Promise<Duplex> {
    const { signal, imageSize, answered } = options; // `signal` may be a getter
    const size = imageSize === undefined ? {} : { imageSize };
    return this.#transport.open(target, command, { signal, ...size, answered, ready: this.#ready });
  }

  explain(error: Error): AlbatrossError {
    return this.#transport.explain(error);
  }

  close(): Promise<void> {
    return this.#transport.close();
  }
}
