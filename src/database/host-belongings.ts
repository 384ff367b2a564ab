import type { EntityManager } from './database.ts';

/** What is kept here of a host and of what is on it; all of it ends with the host. */
export const hostHoldingKinds = [
  'policies',
  'defaultPolicies',
  'pendingPolicies',
  'unikernels',
  'releases',
  'deployments',
  'deploymentLocks',
  'checks',
  'consoles',
  'metrics',
  'volumes',
  'uploads',
  'tokens',
  'trusts',
  'mutes',
] as const;

export type HostHoldings = Partial<Record<(typeof hostHoldingKinds)[number], number>>;

/**
 * What others keep by the name of a host, and what becomes of it, each in the transaction that changes
 * the host.
 */
export type HostBelongings = EndingBelongings | LastingBelongings;

interface RenamedBelongings {
  /** Whether something is under way that would be recorded by the present name. */
  isBusy?(em: EntityManager, host: string): Promise<boolean>;
  /**
   * The host will be called otherwise: what of it is over, of which there may be a lot, and which nobody who
   * changes something there waits for. The rest is `rename`'s.
   */
  renamePast?(em: EntityManager, from: string, to: string, now: Date): Promise<void>;
  /** The host is called otherwise; nothing is kept by that name, since it has ended before. */
  rename?(em: EntityManager, from: string, to: string): Promise<void>;
  /** Either is committed: what is remembered of it in memory is old. */
  changed?(): void;
}

/** What ends with a host is counted, so that it is said before. */
interface EndingBelongings extends RenamedBelongings {
  /** How much of it there is. */
  count(em: EntityManager, host: string): Promise<HostHoldings>;
  /**
   * The host is removed; all of it is there yet. Gives what is to be done once that is committed, for what
   * the database does not keep.
   */
  followUp?(em: EntityManager, host: string): Promise<() => Promise<void>>;
  /** The host is removed. */
  end?(em: EntityManager, host: string, now: Date): Promise<void>;
}

/** What is kept when a host is removed. */
interface LastingBelongings extends RenamedBelongings {
  readonly count?: never;
  readonly followUp?: never;
  readonly end?: never;
}
