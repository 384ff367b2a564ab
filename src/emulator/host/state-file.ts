import type { NameMap } from './name-map.ts';
import type { Unikernel } from './unikernel.ts';

const orderOf = ({ config }: Unikernel) => config.startup ?? 50;

/**
 * What a host finds when it starts: all that ran when this was last written, which is not after each
 * change (docs/albatross-protocol.md, section 5).
 */
export class StateFile {
  readonly #running: NameMap<Unikernel>;
  #kept: readonly Unikernel[] = [];

  constructor(running: NameMap<Unikernel>) {
    this.#running = running;
  }

  /** What runs at this moment, and nothing that is away to be restarted. */
  write(): void {
    this.#kept = this.#running.entries().map(({ value }) => value);
  }

  /** In the order in which they are to be started. */
  read(): Unikernel[] {
    return this.#kept.toSorted((one, other) => orderOf(one) - orderOf(other));
  }
}
