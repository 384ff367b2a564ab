import { pause, type Timer } from '../../base/timer.ts';
import type { ConsoleEvent, Feed, ManagedHost } from '../../host-client/managed-host.ts';
import type { DomainDirectory } from '../../places/domain-directory.ts';
import { type Exit, readExit } from '../state/exit.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';

/** Lines that are read of a console: an end is told in the last few. */
const maxLines = 64;

/** Milliseconds without a further line after which all of the history is read. */
const rest = 100;

/** Milliseconds after which what comes is none: one that starts again and again may never rest. */
const historyTakes = 1_000;

/** A host's clock may be so far behind ours, in milliseconds, that its lines are still of this start. */
const clockSlack = 2_000;

export interface LastWordsDeps {
  readonly policies: DomainDirectory;
  readonly timer: Timer;
}

/** Of which unikernel, and since when its lines count. */
export interface LastWordsRequest {
  readonly host: ManagedHost;
  readonly key: UnikernelKey;
  /** When it was asked to start, by our clock; null: not from here. */
  readonly askedAt: Date | null;
  /** When what was seen last has started, by its host's clock: what was said before tells of another end. */
  readonly startedAt: Date | null;
  /** How many unikernels of the domain run. */
  readonly running: number;
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
  /** How it ended; null: nothing tells. */
  readonly exit: Exit | null;
}

/**
 * How a unikernel that is gone has ended, as its console tells. A console of any other name is never asked for: the host would drop one that
 * it keeps. Throws as the host does.
 */
export async function readLastWords(
  { policies, timer }: LastWordsDeps,
  { host, key, running, ...times }: LastWordsRequest,
  signal: AbortSignal,
): Promise<LastWords> {
  const domain = await policies.domainOn(host, key.domain);
  const kept = await host.read(
    (client, bound) => client.inactiveConsoles([domain], { signal: bound }),
    signal,
  );
  const own = kept.filter(({ path }) => path.length === 1 && path[0] === key.domain);
  if (!own.some(({ label }) => label === key.name)) {
    // For one more than its policy's unikernels a domain's console is dropped.
    const hasRoom = own.length + running < domain.policy.unikernels;
    return { spoke: false, isConsoleLost: hasRoom, exit: null };
  }
  const leaving = new AbortController();
  const bound = AbortSignal.any([signal, leaving.signal]);
  const since = lastStart(times);
  const start = since ? { since } : { count: maxLines };
  const feed = host.console({ domains: [domain], label: key.name }, start, bound);
  try {
    await feed.opened;
    const lines = await historyOf(feed, timer, bound);
    return { spoke: lines.length > 0, isConsoleLost: false, exit: readExit(lines) };
  } finally {
    leaving.abort();
  }
}

/** Since when lines count; null: since ever. */
function lastStart({
  askedAt,
  startedAt,
}: Pick<LastWordsRequest, 'askedAt' | 'startedAt'>): Date | null {
  const asked = askedAt && new Date(askedAt.getTime() - clockSlack);
  return asked && startedAt && asked > startedAt ? asked : (startedAt ?? asked);
}

/** The last lines of what is there by now. */
async function historyOf(
  feed: Feed<ConsoleEvent>,
  timer: Timer,
  signal: AbortSignal,
): Promise<string[]> {
  const lines: string[] = [];
  const events = feed[Symbol.asyncIterator]();
  const done = new AbortController();
  const over = pastPause(timer, historyTakes, AbortSignal.any([signal, done.signal]));
  try {
    for (;;) {
      const settled = new AbortController();
      const resting = pastPause(timer, rest, AbortSignal.any([signal, settled.signal]));
      const next = await Promise.race([events.next(), resting, over]);
      settled.abort();
      if (next === null || next.done) return lines.slice(-maxLines);
      lines.push(next.value.line);
      if (lines.length > 2 * maxLines) lines.splice(0, maxLines);
    }
  } finally {
    done.abort();
  }
}

/** null, when the time is over or the signal has aborted. */
async function pastPause(timer: Timer, milliseconds: number, signal: AbortSignal): Promise<null> {
  await pause(timer, milliseconds, signal).catch(() => {}); // whoever aborts it does not wait for it
  return null;
}
