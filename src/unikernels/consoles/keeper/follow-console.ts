import { consoleHistory } from '../../../albatross/commands.ts';
import { pastPause, type Timer } from '../../../base/timer.ts';
import type { ConsoleEvent, Feed } from '../../../host-client/managed-host.ts';
import { findNew } from './find-new.ts';
import type { Recorder } from './recorder.ts';

/** Milliseconds without a further line after which all of the history has come. */
const rest = 250;

/** Milliseconds after which what comes is no history any more: a busy console may never rest. */
const historyTakes = 2_000;

/**
 * Has what a console prints recorded, from behind what was recorded last, until the feed ends. Rejects as the
 * feed does.
 */
export async function followConsole(
  feed: Feed<ConsoleEvent>,
  recorder: Recorder,
  { timer, signal }: { readonly timer: Timer; readonly signal: AbortSignal },
): Promise<void> {
  await feed.opened;
  await recorder.untilRoom(signal);
  const events = feed[Symbol.asyncIterator]();
  try {
    const { history, next } = await readHistory(events, timer, signal);
    const { lines, gapBefore } = findNew(history, recorder.tail);
    let isGap = gapBefore || recorder.isTailLost;
    for (const line of lines) {
      recorder.add([line], isGap || line.gapBefore);
      isGap = false;
    }
    for (let event = await next; !event.done; event = await events.next()) {
      recorder.add([event.value], event.value.gapBefore || recorder.isTailLost);
      await recorder.untilRoom(signal);
    }
  } finally {
    await events.return?.();
  }
}

/** What a feed has by now, as much as a host keeps at the most, and what comes next. */
async function readHistory(events: AsyncIterator<ConsoleEvent>, timer: Timer, signal: AbortSignal) {
  const history: ConsoleEvent[] = [];
  const read = new AbortController();
  const over = pastPause(timer, historyTakes, AbortSignal.any([signal, read.signal]));
  try {
    for (;;) {
      const next = events.next();
      if (history.length >= consoleHistory) return { history, next };
      const event = await Promise.race([withinRest(next, timer, signal), over]);
      if (!event || event.done) return { history, next };
      history.push(event.value);
    }
  } finally {
    read.abort();
  }
}

/** null: nothing came. */
async function withinRest<T>(next: Promise<T>, timer: Timer, signal: AbortSignal) {
  const settled = new AbortController();
  const resting = pastPause(timer, rest, AbortSignal.any([signal, settled.signal]));
  try {
    return await Promise.race([next, resting]);
  } finally {
    settled.abort();
  }
}
