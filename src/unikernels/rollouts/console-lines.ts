import { pause, type Timer, unlessAborted } from '../../base/timer.ts';
import type { ConsoleEvent } from '../../host-client/managed-host.ts';
import type { UnikernelLocation } from '../location.ts';
import { type Exit, readExit } from '../state/exit.ts';

/** Lines that are kept of a console while it is followed. */
const maxLines = 2_000;

/** Milliseconds that a host's clock may be behind ours. */
const clockSlack = 2_000;

/** Milliseconds in which a host that shows a console has sent what it has of it. */
const historyTakes = 1_000;
const interval = 50;

type ConsoleLocation = Pick<UnikernelLocation, 'host' | 'target'>;

/** Which lines count, and who is told what went wrong. */
export interface ConsoleOptions {
  /** By our clock. */
  readonly since: Date;
  readonly signal: AbortSignal;
  /** Why no more lines come: what a check misses then, it says. */
  readonly report: (error: unknown) => void;
}

/** The lines of a console, as they come; followed until disposed. */
export interface ConsoleLines extends Disposable {
  /** Resolves when the host has agreed to show it, or has not. */
  readonly opened: Promise<void>;
  /** Those since a time by the host's clock (null: all that were asked for); null: it is not shown. */
  readonly lines: (from: Date | null) => readonly string[] | null;
}

/** Follows a console. */
export function followConsole(
  { host, target }: ConsoleLocation,
  { since, signal, report }: ConsoleOptions,
): ConsoleLines {
  const leaving = new AbortController();
  const bound = AbortSignal.any([signal, leaving.signal]);
  const events: ConsoleEvent[] = [];
  const feed = host.console(target, { since: new Date(since.getTime() - clockSlack) }, bound);
  const follow = async () => {
    for await (const event of feed) {
      events.push(event);
      if (events.length > 2 * maxLines) events.splice(0, maxLines);
    }
  };
  let isShown = true;
  follow().catch((error: unknown) => {
    isShown = false;
    if (!bound.aborted) report(error);
  });
  return {
    opened: feed.opened.catch(() => {}), // who follows it is told
    lines: (from) => (isShown ? linesOf(events, from) : null),
    [Symbol.dispose]: () => leaving.abort(),
  };
}

function linesOf(events: readonly ConsoleEvent[], from: Date | null): string[] {
  return events.filter(({ timestamp }) => !from || timestamp >= from).map(({ line }) => line);
}

/** When a console that is followed has told what it had before, or is not shown. */
export async function untilTold(
  { opened, lines }: ConsoleLines,
  timer: Timer,
  signal: AbortSignal,
): Promise<void> {
  await unlessAborted(opened, signal);
  if (lines(null) !== null) await pause(timer, historyTakes, signal);
}

/** How a unikernel has ended, as soon as its console tells; null: it does not. */
export async function readEnd(
  location: ConsoleLocation,
  options: ConsoleOptions & { readonly timer: Timer; readonly from: Date | null },
): Promise<Exit | null> {
  const { timer, from, signal } = options;
  using console = followConsole(location, options);
  await unlessAborted(console.opened, signal);
  for (let waited = 0; waited < historyTakes; waited += interval) {
    const exit = readExit(console.lines(from) ?? []);
    if (exit && exit.code !== null) return exit;
    await pause(timer, interval, signal);
  }
  return readExit(console.lines(from) ?? []);
}
