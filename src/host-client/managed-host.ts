import type { X509Certificate } from 'node:crypto';
import type { Host } from '../albatross/host/host.ts';
import type { DomainLogEvent } from '../albatross/log.ts';
import type { BlockDevice, ConsoleLine, Named } from '../albatross/messages.ts';
import type { Label, Name } from '../albatross/names.ts';
import type { Policy } from '../albatross/policy.ts';
import type { StatsSample } from '../albatross/stats.ts';
import type { Domain, Target } from '../albatross/transport.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';
import type { LearnedOfHost } from './entity.ts';
import type { HealthReport } from './health.ts';
import type { HostClock } from './host-clock.ts';

/** One operation on a host: gets the protocol's client and a signal that bounds it. */
export type HostOperation<T> = (host: Host, signal: AbortSignal) => Promise<T>;

/**
 * Which slots an operation takes: short commands have 8 a host, content that may take hours 5, images that
 * are started 4, so that no volume is in the way of a start.
 */
export const slotKinds = ['command', 'transfer', 'image'] as const;

export type SlotKind = (typeof slotKinds)[number];

/** How a change is bounded. */
export interface ChangeOptions {
  /** Default: a short command's; a transfer's or an image's where content goes along. */
  readonly slot?: SlotKind;
  /** Ends only the wait for a slot. */
  readonly signal?: AbortSignal | undefined;
  /** Breaks the change off, also once it is sent: what it changes is not held any more. */
  readonly lost?: AbortSignal | undefined;
}

export interface BriefConsoleOptions {
  /**
   * Whether the host has it for sure, as one of a unikernel that it has just started: one that ends and starts over
   * and over may be missed by any list. Default: it is asked.
   */
  readonly isThere?: boolean;
}

/** A subscription shared by all who watch; leaving it is `return()` or the signal. */
export interface Feed<T> extends AsyncIterable<T> {
  /**
   * Resolves when the host has agreed to the subscription, even where nothing comes; rejects with
   * the `Problem` that iterating would throw. May be ignored.
   */
  readonly opened: Promise<void>;
}

/** What lists over several hosts read of each. */
export interface HostLists {
  readonly id: string;
  readonly name: Label;

  /**
   * All unikernels, names whole; shared, never older than the last change from here, and at most
   * `maxAge` milliseconds old: 1 s where none is given, and no more where other servers change the host, too.
   */
  unikernels(signal?: AbortSignal, maxAge?: number): Promise<readonly Named<UnikernelInfo>[]>;

  /** All volumes, names whole; shared as `unikernels` is. */
  volumes(signal?: AbortSignal): Promise<readonly BlockDevice[]>;

  /** All policies that the host knows, the root's included; shared as `unikernels` is. */
  policies(signal?: AbortSignal): Promise<readonly Named<Policy>[]>;
}

/**
 * A host as the services see it: every operation waits for its slot, is bounded in time, is
 * recorded in the host's health, and fails with a `Problem` of the catalogue. In a domain it
 * presents the policy that holds when it is sent, whatever its target says.
 */
export interface ManagedHost extends HostLists {
  /** Degraded as far as is known: lists skip it, single commands still try. */
  readonly knownDown: boolean;
  readonly health: HealthReport;
  /** Whether what unikernels use there is collected, unless somebody watches. */
  readonly collectMetrics: boolean;

  /** Whether it is of albatross 2.8, as its samples have told, so that it may have a log. */
  readonly isOf28: boolean;

  /** What is known of its clock. */
  readonly clock: HostClock;

  /** What it has told of itself by the way. */
  readonly learned: LearnedOfHost;

  /** The certificate that its endpoint presented last; null: it has none, or none was seen yet. */
  readonly presented: X509Certificate | null;

  /** The host as one domain uses it: with that domain's share of the slots. */
  forDomain(domain: Label): ManagedHost;

  /** Reads something: ends with `signal`, and is tried once more on a fresh connection. */
  read<T>(operation: HostOperation<T>, signal?: AbortSignal): Promise<T>;

  /**
   * Changes something: never sent twice, and runs to its end whoever leaves. What the host lists is
   * read anew afterwards.
   */
  change<T>(operation: HostOperation<T>, options?: ChangeOptions): Promise<T>;

  /**
   * Changes what a domain may use, while no command of the domain runs: to the policy that
   * `operation` gives, which every later command there presents, or null for none, which refuses
   * them with `no-policy`. Otherwise as `change`.
   */
  changePolicy(
    domain: Label,
    operation: HostOperation<Policy | null>,
    signal?: AbortSignal,
  ): Promise<void>;

  /** As `read`, of the daemon that keeps consoles: where that is away, commands are well. */
  readConsole<T>(operation: HostOperation<T>, signal?: AbortSignal): Promise<T>;

  /** The unikernels of a domain that do not run any more, but whose console is kept. */
  inactiveConsoles(domains: readonly Domain[], signal?: AbortSignal): Promise<readonly Name[]>;

  /** Asks the host something harmless, for the sake of its health. Rejects only by the signal. */
  check(signal?: AbortSignal): Promise<void>;

  /** Reads content, on one of the transfers' slots; ended by `signal`, never sent twice. */
  transfer<T>(operation: HostOperation<T>, signal?: AbortSignal): Promise<T>;

  /** All unikernels by a reading that begins now: there is something new to be seen. */
  unikernelsAnew(signal?: AbortSignal): Promise<readonly Named<UnikernelInfo>[]>;

  /**
   * The lists as they were read a moment ago: up to 5 s, or 1 s where other servers change the host, too. Else they
   * are waited for no longer than `patience` in milliseconds: counted from the handshake that they come by, and not
   * at all where the host is known to be down.
   */
  within(patience: number): HostLists;

  /**
   * One unikernel's console: one subscription on the host for all who watch. Throws `host-busy`
   * where too many others of the domain are watched; the feed fails with `unikernel-unknown` where
   * the unikernel neither runs nor has left a console.
   */
  console(target: Target, start: ConsoleStartRequest, signal: AbortSignal): Feed<ConsoleEvent>;

  /**
   * As `console`, for whoever needs it for a moment: also where it is left to other clients, too many others are watched,
   * or it is known to be there whatever the host lists, in a subscription of its own then.
   */
  briefConsole(
    target: Target,
    start: ConsoleStartRequest,
    signal: AbortSignal,
    options?: BriefConsoleOptions,
  ): Feed<ConsoleEvent>;

  /**
   * As `console`, with all that the host has, for whoever keeps it: that one shares the subscription, is
   * let go where somebody else of the domain wants to watch and there are too many, and comes again later.
   */
  keptConsole(target: Target, signal: AbortSignal): Feed<ConsoleEvent>;

  /**
   * Samples of one unikernel: one subscription on the host for all unikernels of its domain. The feed fails with
   * `host-busy` where another client takes that place again and again, to whom it is left for a while.
   */
  stats(target: Target, signal: AbortSignal): Feed<StatsSample>;

  /** Samples of all unikernels of a domain, in the subscription that `stats` has there, and as it fails. */
  domainStats(domain: Domain, signal: AbortSignal): Feed<Named<StatsSample>>;

  /**
   * What is started and stopped in a domain from now on, for one who follows it; resolves when the host has agreed.
   * The host's health learns nothing of it. Rejects with `host-nonsense` where the host has no log.
   */
  log(domain: Domain, signal: AbortSignal): Promise<AsyncIterable<DomainLogEvent>>;
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
  /** Whether lines may be missing before it: the subscription was lost, and its place is not found again. */
  readonly gapBefore: boolean;
}
