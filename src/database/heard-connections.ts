import type { MonotonicClock } from '../base/clock.ts';

/** A connection as `pg` has it, from its beginning on. */
export interface BegunConnection {
  readonly connection: {
    /** Another one once it is encrypted. */
    readonly stream: {
      on(event: 'data', listener: () => void): unknown;
      destroy(): unknown;
    };
  };
  once(event: 'connect' | 'end', listener: () => void): unknown;
}

interface Heard {
  readonly begunAt: number;
  /** When something came last; null: it is not open yet. */
  heardAt: number | null;
}

/** The connections of a pool that are there or begun, and when each was heard of. */
export class HeardConnections {
  readonly #now: MonotonicClock;
  readonly #connections = new Map<BegunConnection, Heard>();

  constructor(now: MonotonicClock) {
    this.#now = now;
  }

  add(begun: BegunConnection): void {
    const heard: Heard = { begunAt: this.#now(), heardAt: null };
    this.#connections.set(begun, heard);
    const hear = () => {
      heard.heardAt = this.#now();
    };
    begun.once('connect', () => {
      hear();
      begun.connection.stream.on('data', hear);
    });
    begun.once('end', () => this.#connections.delete(begun));
  }

  /**
   * Cuts those of which nothing was heard since a time, as if the database had, and those that were
   * begun before another one and are not open yet.
   */
  cut(since: number, begunBefore: number): void {
    for (const [{ connection }, { begunAt, heardAt }] of this.#connections) {
      const isSilent = heardAt === null ? begunAt < begunBefore : heardAt < since;
      if (isSilent) connection.stream.destroy();
    }
  }
}
