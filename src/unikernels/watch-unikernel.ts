import type { Clock } from '../base/clock.ts';
import { Problem } from '../base/errors.ts';
import { merge } from '../base/merge.ts';
import type { UnikernelLocation } from './location.ts';
import { type ConsoleView, watchConsole } from './watch-console.ts';
import type { WatchEvent } from './watch-event.ts';
import { watchStats } from './watch-stats.ts';

/** An event of a stream that has several kinds of them. */
export interface TypedEvent extends WatchEvent {
  readonly type: 'console' | 'stats' | 'stats-problem';
}

/**
 * A unikernel's console and what it uses as one stream, which takes a client one connection. Where
 * only the second cannot be followed, that is an event, and the console goes on. Resolves when the
 * host has agreed to the console; `signal` ends it.
 */
export async function watchUnikernel(
  location: UnikernelLocation,
  { clock, signal, ...view }: WatchRequest,
): Promise<AsyncIterable<TypedEvent>> {
  const ending = new AbortController();
  const either = AbortSignal.any([signal, ending.signal]);
  const lines = await watchConsole(location, view, either);
  return untilEnd(merge([consoleEvents(lines), statsEvents(location, clock, either)]), ending);
}

interface WatchRequest extends ConsoleView {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What is followed ends with whoever reads it. */
async function* untilEnd(
  events: AsyncIterable<TypedEvent>,
  ending: AbortController,
): AsyncGenerator<TypedEvent> {
  try {
    yield* events;
  } finally {
    ending.abort();
  }
}

async function* consoleEvents(lines: AsyncIterable<WatchEvent>): AsyncGenerator<TypedEvent> {
  for await (const line of lines) yield { ...line, type: 'console' };
}

async function* statsEvents(
  location: UnikernelLocation,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<TypedEvent> {
  try {
    for await (const sample of await watchStats(location, clock, signal)) {
      yield { ...sample, type: 'stats' };
    }
  } catch (error) {
    if (signal.aborted || !(error instanceof Problem)) throw error;
    const { code, title, detail } = error;
    yield { type: 'stats-problem', data: { code, title, detail } };
  }
}
