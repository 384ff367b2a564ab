import { pause, type Timer, unlessAborted } from '../../base/timer.ts';
import type { ConsoleEvent, Feed } from '../../host-client/managed-host.ts';
import type { UnikernelLocation } from '../location.ts';
import { type Exit, readExit } from '../state/exit.ts';
import { linesOfStart } from '../state/start-lines.ts';

/** Lines that are kept of a console while it is followed. */
const maxLines = 2_000;

/** Milliseconds in which a host that shows a console has sent what it has of it. */
const historyTakes = 1_000;
const interval = 50;

/** Milliseconds before a console that is not shown is followed again: doubled each time. */
const minDelay = 100;
const maxDelay = 1_000;

/** Milliseconds for which one that is not shown is waited for at its end, and one whose history is still coming. */
const mayBeShownIn = 3_000;
const mayComeIn = 6_000;

type ConsoleLocation = Pick<UnikernelLocation, 'host' | 'target'>;

/** Which lines count, and who is told what went wrong. */
export interface ConsoleOptions {
  /** When it was asked to start, by our clock. */
  readonly since: Date;
  /** Whether there was none of its name before; left out: there was. */
  readonly isFirst?: boolean;
  /** Whether its host has just started it, and so has its console, whatever it lists; left out: it is asked. */
  readonly isThere?: boolean;
  readonly signal: AbortSignal;
  readonly timer: Timer;
  /** Why no more lines come: what a check misses then, it says. */
  readonly report: (error: unknown) => void;
}

/** The lines of a console, as they come; followed until disposed. */
export interface ConsoleLines extends Disposable {
  /** Resolves when the host has agreed to show it, or has not. */
  readonly opened: Promise<void>;
  /** Those since a time by the host's clock (null: since it was asked to start); null: it is not shown. */
  readonly lines: (from: Date | null) => readonly string[] | null;
  /** Whether it is about to be shown: some of it has come. */
  readonly isComing: () => boolean;
}

/** Follows a console; one that its host does not show, or no longer, again and again. */
export function followConsole(
  { host, target }: ConsoleLocation,
  { since, isFirst = false, isThere = false, signal, timer, report }: ConsoleOptions,
): ConsoleLines {
  const leaving = new AbortController();
  const bound = AbortSignal.any([signal, leaving.signal]);
  // Which of them count is known once it was seen.
  const start = { since: new Date(0) };
  const unseen = () => ({ askedAt: since, isFirst, ahead: host.clock.ahead });
  let events: ConsoleEvent[] = [];
  let isShown = true;
  let coming: ConsoleEvent[] = [];
  const open = () => host.briefConsole(target, start, bound, { isThere });
  const read = async (feed: Feed<ConsoleEvent>, into: ConsoleEvent[]) => {
    for await (const event of feed) {
      into.push(event);
      if (into.length > 2 * maxLines) into.splice(0, maxLines);
    }
  };
  /** What is shown from the beginning again counts as soon as that has come. */
  const readAgain = async () => {
    const feed = open();
    const anew: ConsoleEvent[] = [];
    coming = anew;
    const reading = read(feed, anew);
    await Promise.race([reading, feed.opened.then(() => pause(timer, historyTakes, bound))]);
    events = anew;
    isShown = true;
    await reading;
  };
  const first = open();
  const follow = async () => {
    let isReported = false;
    let reading = read(first, events);
    for (let delay = minDelay; ; delay = Math.min(2 * delay, maxDelay)) {
      try {
        return await reading;
      } catch (error) {
        isShown = false;
        if (bound.aborted) return;
        if (!isReported) report(error);
        isReported = true;
      }
      await pause(timer, delay, bound);
      reading = readAgain();
    }
  };
  follow().catch(() => {}); // it was left
  return {
    opened: first.opened.catch(() => {
      isShown = false;
    }),
    lines: (from) =>
      isShown ? linesOf(from ? after(events, from) : linesOfStart(events, unseen())) : null,
    isComing: () => !isShown && coming.length > 0,
    [Symbol.dispose]: () => leaving.abort(),
  };
}

const linesOf = (events: readonly ConsoleEvent[]): string[] => events.map(({ line }) => line);

const after = (events: readonly ConsoleEvent[], from: Date) =>
  events.filter(({ timestamp }) => timestamp >= from);

/** When a console that is followed has told what it had before, or is not shown. */
export async function untilTold(
  { opened, lines }: ConsoleLines,
  timer: Timer,
  signal: AbortSignal,
): Promise<void> {
  await unlessAborted(opened, signal);
  if (lines(null) !== null) await pause(timer, historyTakes, signal);
}

/** What the console of a unikernel that has ended shows. */
export interface ShownEnd {
  /** null: it does not tell. */
  readonly exit: Exit | null;
  /** null: it is not shown. */
  readonly lines: readonly string[] | null;
}

/** How a unikernel has ended, as soon as its console tells. */
export async function readEnd(
  location: ConsoleLocation,
  options: ConsoleOptions & { readonly from: Date | null },
): Promise<ShownEnd> {
  const { timer, from, signal } = options;
  using console = followConsole(location, options);
  await unlessAborted(console.opened, signal);
  // One that is not shown is followed again, which takes a while: the history of a crash loop goes on and on.
  const takes = () => {
    if (console.lines(from) !== null) return historyTakes;
    return console.isComing() ? mayComeIn : mayBeShownIn;
  };
  for (let waited = 0; waited < takes(); waited += interval) {
    const lines = console.lines(from);
    const exit = readExit(lines ?? []);
    if (exit && exit.code !== null) return { exit, lines };
    await pause(timer, interval, signal);
  }
  const lines = console.lines(from);
  return { exit: readExit(lines ?? []), lines };
}
