import type { Host } from '../albatross/host/host.ts';
import type { BlockDevice, ConsoleLine, Named } from '../albatross/messages.ts';
import type { Label, Name } from '../albatross/names.ts';
import type { StatsSample } from '../albatross/stats.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';

/** One operation on a host: gets the protocol's client and a signal that bounds it. */
export type HostOperation<T> = (host: Host, signal: AbortSignal) => Promise<T>;

/** A subscription shared by all who watch; leaving it is `return()` or the signal. */
export type Feed<T> = AsyncIterable<T>;

/**
 * A host as the services see it: every operation waits for its place, is bounded in time, is
 * recorded in the host's health, and fails with a `Problem` of the catalogue.
 */
export interface ManagedHost {
  readonly id: string;
  readonly name: Label;
  /** Degraded as far as is known: lists skip it, single commands still try. */
  readonly knownDown: boolean;

  /** Reads something: ends with `signal`, and is tried once more on a fresh connection. */
  read<T>(operation: HostOperation<T>, signal?: AbortSignal): Promise<T>;

  /**
   * Changes something: never sent twice, and runs to its end whoever leaves. `signal` only ends
   * the wait for a place. What the host lists is read anew afterwards.
   */
  change<T>(operation: HostOperation<T>, signal?: AbortSignal): Promise<T>;

  /**
   * Moves content, on one of the transfers' own places. `place` runs inside it; ended by `signal`
   * from start to end where one is given.
   */
  transfer<T>(operation: HostOperation<T>, signal?: AbortSignal): Promise<T>;

  /** All unikernels, names whole; shared, at most 1 s old, never older than the last change. */
  unikernels(signal?: AbortSignal): Promise<readonly Named<UnikernelInfo>[]>;

  /** All volumes, names whole; shared as `unikernels` is. */
  volumes(signal?: AbortSignal): Promise<readonly BlockDevice[]>;

  /** One unikernel's console: one subscription on the host for all who watch. */
  console(name: Name, start: ConsoleStartRequest, signal: AbortSignal): Feed<ConsoleEvent>;

  /** Samples of one unikernel: one subscription on the host for all unikernels. */
  stats(name: Name, signal: AbortSignal): Feed<StatsSample>;
}

/** Where to begin: the last `count` lines, lines since a time, or after one that was seen. */
export type ConsoleStartRequest =
  | { readonly count: number }
  | { readonly since: Date }
  | { readonly after: ConsoleEventId };

/** `<timestamp>-<n>`: the n-th line of its timestamp, since lines read at once share one. */
export interface ConsoleEventId {
  readonly timestamp: Date;
  readonly n: number;
}

export interface ConsoleEvent extends ConsoleLine {
  readonly id: ConsoleEventId;
}
