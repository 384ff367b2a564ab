import { consoleHistory } from '../albatross/commands.ts';
import { Problem } from '../base/errors.ts';
import { pause, type Timer } from '../base/timer.ts';
import {
  formatConsoleEventId,
  parseConsoleEventId,
} from '../host-client/feeds/console-event-id.ts';
import type { ConsoleEvent, ConsoleStartRequest, Feed } from '../host-client/managed-host.ts';
import type { UnikernelLocation } from './location.ts';
import type { ShownLine } from './shown-lines.ts';
import type { WatchEvent } from './watch-event.ts';

/** Where a console is to begin, as a request says it. */
export interface ConsoleRequest {
  readonly count?: number | undefined;
  readonly since?: Date | undefined;
  /** The header `Last-Event-ID`: what was seen last. */
  readonly lastEventId: string | null;
}

/** What a request's beginning is; all that the host has where it says nothing. Throws `malformed-request`. */
export function consoleStart({ count, since, lastEventId }: ConsoleRequest): ConsoleStartRequest {
  if (lastEventId === null) return since ? { since } : { count: count ?? consoleHistory };
  const after = parseConsoleEventId(lastEventId);
  if (after) return { after };
  throw new Problem('malformed-request', 'The Last-Event-ID is none of a console’s events.');
}

/** How often the console of one that ends and starts over and over is asked for, and milliseconds between two times. */
const tries = 10;
const interval = 25;

/** What of a console is watched, and how it is shown. */
export interface ConsoleView {
  readonly start: ConsoleStartRequest;
  /** By which one is asked for again that starts over and over, whom its host's lists may miss; left out: it does not. */
  readonly again?: Timer | null;
  /** Left out: as it was written. */
  readonly shown?: ShownLine;
}

/** One line, as it is sent. */
export interface PrintedLine {
  /** RFC 3339, UTC. */
  readonly timestamp: string;
  readonly line: string;
}

/**
 * A unikernel's console, of one that has ended too. Resolves when the host has agreed; `signal` ends
 * it. Throws `unikernel-unknown` where nothing of that name runs or has left a console.
 */
export async function watchConsole(
  location: UnikernelLocation,
  { shown = (line) => line, ...view }: ConsoleView,
  signal: AbortSignal,
): Promise<AsyncIterable<WatchEvent<PrintedLine>>> {
  return consoleEvents(await openConsole(location, view, signal), shown);
}

async function openConsole(
  { host, target }: UnikernelLocation,
  { start, again = null }: ConsoleView,
  signal: AbortSignal,
): Promise<Feed<ConsoleEvent>> {
  for (let count = 1; ; count += 1) {
    const feed = host.console(target, start, signal);
    try {
      await feed.opened;
      return feed;
    } catch (error) {
      if (!again || count === tries || !isUnknown(error)) throw error;
    }
    await pause(again, interval, signal);
  }
}

const isUnknown = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'unikernel-unknown';

async function* consoleEvents(
  feed: Feed<ConsoleEvent>,
  shown: ShownLine,
): AsyncGenerator<WatchEvent<PrintedLine>> {
  for await (const { id, timestamp, line } of feed) {
    const data = { timestamp: timestamp.toISOString(), line: shown(line) };
    yield { id: formatConsoleEventId(id), data };
  }
}
