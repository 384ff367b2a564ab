import { pause, type Timer } from '../../../base/timer.ts';
import type { ConsoleEvent, Feed } from '../../../host-client/managed-host.ts';
import { findNew } from './find-new.ts';
import type { Recorder } from './recorder.ts';

/** Milliseconds without a further line after which all of the history has come. */
const rest = 250;

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
  const events = feed[Symbol.asyncIterator]();
  try {
    const { history, next } = await readHistory(events, timer, signal);
    const { lines, gapBefore } = findNew(history, recorder.tail);
    recorder.add(lines, gapBefore);
    for (let event = await next; !event.done; event = await events.next()) {
      recorder.add([event.value]);
      await recorder.untilRoom(signal);
    }
  } finally {
    await events.return?.();
  }
}

/** What a feed has by now, and what comes next. */
async function readHistory(events: AsyncIterator<ConsoleEvent>, timer: Timer, signal: AbortSignal) {
  const history: ConsoleEvent[] = [];
  for (;;) {
    const next = events.next();
    const event = await withinRest(next, timer, signal);
    if (!event || event.done) return { history, next };
    history.push(event.value);
  }
}

/** null: nothing came. */
async function withinRest<T>(next: Promise<T>, timer: Timer, signal: AbortSignal) {
  const settled = new AbortController();
  const resting = pause(timer, rest, AbortSignal.any([signal, settled.signal]))
    .catch(() => {}) // whoever ends it does not wait for it
    .then(() => null);
  try {
    return await Promise.race([next, resting]);
  } finally {
    settled.abort();
  }
}
