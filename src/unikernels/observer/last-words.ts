import type { Timer } from '../../base/timer.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';
import type { DomainDirectory } from '../../places/domain-directory.ts';
import { type Exit, readTimedExit, type TimedLine } from '../state/exit.ts';
import { linesOfStart, mayBeSince, type UnseenStart } from '../state/start-lines.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { historyOf, maxLines } from './console-history.ts';

/** What was kept here of what unikernels printed. */
export interface KeptConsoles {
  /** The last lines of one, the newest last, with their times by the host's clock. */
  tail(key: UnikernelKey): Promise<{
    readonly lines: readonly TimedLine[];
  }>;
}

export interface LastWordsDeps {
  readonly policies: DomainDirectory;
  readonly timer: Timer;
  /** Asked where a host has dropped a console; left out: nothing is kept. */
  readonly keptConsoles?: KeptConsoles | undefined;
  readonly report: (error: unknown, what: string) => void;
}

/** Of which unikernel, and since when its lines count. */
export interface LastWordsRequest {
  readonly host: ManagedHost;
  readonly key: UnikernelKey;
  /** When it was asked to start, by our clock; null: not from here. */
  readonly askedAt: Date | null;
  /** Whether there was none of its name before it was asked to start. */
  readonly isFirst: boolean;
  /** When the one that has ended has started, by its host's clock; null: it was not seen. */
  readonly startedAt: Date | null;
  /** How many unikernels of the domain run. */
  readonly running: number;
  /** Whether its host was away when it ended: what was kept here until then tells nothing of that. */
  readonly lostWithHost: boolean;
  /** Whether it matters that it was not told to end. */
  readonly isKept: boolean;
}

/** What a console says of a unikernel that is gone. */
export interface LastWords {
  /** Whether it printed anything: then it ran. */
  readonly spoke: boolean;
  /**
   * Whether its host knows of no console of its, though it has room for one: then the host has lost
   * all consoles, as with a boot.
   */
  readonly isConsoleLost: boolean;
  /** Whether a tender that says that it was told to end has not said so: all was read that was printed since its start. */
  readonly isNotToldToEnd: boolean;
  /** How it ended; null: nothing tells. */
  readonly exit: Exit | null;
}

/**
 * How a unikernel that is gone has ended, as its console tells, or what was kept of that here. A console of any other
 * name is never asked for: the host would drop one that it keeps. Throws as the host does.
 */
export async function readLastWords(
  deps: LastWordsDeps,
  request: LastWordsRequest,
  signal: AbortSignal,
): Promise<LastWords> {
  const { host, key, running } = request;
  const domain = await deps.policies.domainOn(host, key.domain);
  const kept = await host.inactiveConsoles([domain], signal);
  const own = kept.filter(({ path }) => path.length === 1 && path[0] === key.domain);
  if (!own.some(({ label }) => label === key.name)) {
    // For one more than its policy's unikernels a domain's console is dropped.
    const hasRoom = own.length + running < domain.policy.unikernels;
    return await readKept(deps, request, hasRoom);
  }
  const reading = { ...request, deps, target: { domains: [domain], label: key.name } };
  const lines = await readShared(reading, signal);
  const exit = readTimedExit(lines);
  const isNotToldToEnd = request.isKept && exit === null && (await isUnasked(reading, signal));
  return { spoke: lines.length > 0, isConsoleLost: false, isNotToldToEnd, exit };
}

type Target = Parameters<ManagedHost['console']>[0];

interface Reading extends LastWordsRequest {
  readonly deps: LastWordsDeps;
  readonly target: Target;
}

/** By the subscription that is shared with all who watch. */
async function readShared(
  { target, deps: { timer }, ...times }: Reading,
  signal: AbortSignal,
): Promise<readonly TimedLine[]> {
  const leaving = new AbortController();
  const bound = AbortSignal.any([signal, leaving.signal]);
  const since = lastStart(times);
  const feed = times.host.briefConsole(target, since ? { since } : { count: maxLines }, bound);
  try {
    await feed.opened;
    return ofLast((await historyOf(feed, timer, bound)).lines, times);
  } finally {
    leaving.abort();
  }
}

/**
 * Whether all was read that it printed since its start, which is something, and none of it says that its tender was
 * told to end. By a subscription of its own: one that is shared may have been lost, and nobody knows yet.
 */
async function isUnasked(
  { target, deps: { timer }, ...times }: Reading,
  signal: AbortSignal,
): Promise<boolean> {
  const since = lastStart(times);
  if (since === null || since !== times.startedAt) return false;
  const { lines, isWhole } = await times.host.readConsole(async (client, bound) => {
    const console = await client.console(target, { since }, { signal: bound });
    try {
      return await historyOf(console, timer, bound);
    } finally {
      console.close();
    }
  }, signal);
  return isWhole && lines.length > 0 && !lines.some(maySayEnd);
}

/** A tender's words stand behind what was printed without a line's end, and are lost where a host has cut that. */
const maySayEnd = ({ line }: TimedLine): boolean =>
  line.includes('Exiting on signal') || line.endsWith(' [truncated]');

/** What was kept here since its last start, where its host has dropped its console; nothing where that cannot be read. */
async function readKept(
  { keptConsoles, report }: LastWordsDeps,
  { key, lostWithHost, ...times }: LastWordsRequest,
  isConsoleLost: boolean,
): Promise<LastWords> {
  const unread = (error: unknown) => {
    report(error, `what was kept of the console of ${key.domain}:${key.name} cannot be read`);
    return null;
  };
  const tail = lostWithHost ? null : await keptConsoles?.tail(key).catch(unread);
  const since = lastStart(times);
  const kept = (tail?.lines ?? []).filter(({ timestamp }) => since === null || timestamp >= since);
  const own = ofLast(kept, times);
  const exit = readTimedExit(own);
  return { spoke: own.length > 0, isConsoleLost, isNotToldToEnd: false, exit };
}

type Times = Pick<LastWordsRequest, 'host' | 'askedAt' | 'isFirst' | 'startedAt'>;

/** Since when lines may count; null: since ever. */
function lastStart(times: Times): Date | null {
  const unseen = unseenStart(times);
  return unseen ? mayBeSince(unseen) : times.startedAt;
}

/** null: it was seen, or was not started from here. */
function unseenStart({ host, askedAt, isFirst, startedAt }: Times): UnseenStart | null {
  return startedAt === null && askedAt ? { askedAt, isFirst, ahead: host.clock.ahead } : null;
}

/** Those of the lines that count. */
function ofLast(lines: readonly TimedLine[], times: Times): readonly TimedLine[] {
  const unseen = unseenStart(times);
  return unseen ? linesOfStart(lines, unseen) : lines;
}
