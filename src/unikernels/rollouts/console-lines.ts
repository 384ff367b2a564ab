import { Problem } from '../../base/errors.ts';
import { pause, type Timer } from '../../base/timer.ts';
import type { UnikernelLocation } from '../location.ts';
import { type Exit, readExit } from '../state/exit.ts';

/** Lines that are kept of a console while it is followed. */
const maxLines = 2_000;

/** Milliseconds that a host's clock may be behind ours. */
const clockSlack = 2_000;

/** Milliseconds in which a host has sent what it has of a console. */
const historyTakes = 1_000;
const interval = 50;

type ConsoleLocation = Pick<UnikernelLocation, 'host' | 'target'>;

/** The lines of a console since a time, as they come; followed until disposed. */
export interface ConsoleLines extends Disposable {
  readonly lines: () => readonly string[];
}

/** Follows a console. Where its host does not show it there are no lines. */
export function followConsole(
  { host, target }: ConsoleLocation,
  since: Date,
  signal: AbortSignal,
): ConsoleLines {
  const leaving = new AbortController();
  const bound = AbortSignal.any([signal, leaving.signal]);
  const lines: string[] = [];
  const follow = async () => {
    const start = { since: new Date(since.getTime() - clockSlack) };
    for await (const { line } of host.console(target, start, bound)) {
      lines.push(line);
      if (lines.length > 2 * maxLines) lines.splice(0, maxLines);
    }
  };
  follow().catch((error: unknown) => {
    // What a check misses then, it says.
    if (!bound.aborted && !(error instanceof Problem)) throw error;
  });
  return { lines: () => lines, [Symbol.dispose]: () => leaving.abort() };
}

/** How a unikernel has ended that ran since a time, as soon as its console tells; null: it does not. */
export async function readEnd(
  location: ConsoleLocation,
  since: Date,
  { timer, signal }: { readonly timer: Timer; readonly signal: AbortSignal },
): Promise<Exit | null> {
  using console = followConsole(location, since, signal);
  for (let waited = 0; waited < historyTakes; waited += interval) {
    const exit = readExit(console.lines());
    if (exit && exit.code !== null) return exit;
    await pause(timer, interval, signal);
  }
  return readExit(console.lines());
}
