import { createParser } from 'eventsource-parser';
import { offlineProblem, ProblemError } from './problem-error.ts';
import type { TakeTurn } from './stream-turns.ts';

/** An event of a stream, its data as JSON says them. */
export interface StreamEvent {
  readonly id: string | null;
  /** Which of the kinds that the stream has; null where it has one. */
  readonly type: string | null;
  readonly data: unknown;
}

/** How a stream is: about to be opened, open, waiting for its next turn, or away until the next try. */
export type StreamState = 'opening' | 'open' | 'waiting' | 'away';

/** Where a stream stands. It goes on from there when it is followed again with the same one. */
export interface StreamPlace {
  /** null: at its beginning. */
  lastEventId: string | null;
}

/** Milliseconds. */
export interface StreamTiming {
  /** Before each next try; the last one for all that come after. */
  readonly pauses: readonly number[];
  /** Without a single octet until the connection counts as dead. */
  readonly silence: number;
}

export interface FollowOptions {
  /** Asks for the stream, from after the event of that id on. */
  open(
    lastEventId: string | null,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /** Called with all that arrived together. */
  onEvents(events: readonly StreamEvent[]): void;
  onState(state: StreamState): void;
  readonly place?: StreamPlace;
  readonly signal: AbortSignal;
  readonly timing?: StreamTiming;
  /** By default there is a connection for each stream. */
  readonly takeTurn?: TakeTurn;
}

const holdForGood: TakeTurn = (signal, work) => work(signal);

/** A server with nothing to tell says so every 15 s. */
const defaultTiming: StreamTiming = { pauses: [500, 1_000, 2_000, 5_000, 10_000], silence: 45_000 };

/**
 * Follows Server-Sent Events until `signal` is aborted. A stream that ends, fails or falls silent is
 * opened again after the last event that was seen. Throws the `ProblemError` of a refusal, which
 * stays one.
 */
export async function followEvents(options: FollowOptions): Promise<void> {
  const { signal, onState, place = { lastEventId: null }, timing = defaultTiming } = options;
  const { takeTurn = holdForGood } = options;
  let failures = 0;
  const onEvents = (events: readonly StreamEvent[]) => {
    failures = 0;
    place.lastEventId = events.findLast(({ id }) => id !== null)?.id ?? place.lastEventId;
    options.onEvents(events);
  };
  onState('opening');
  while (!signal.aborted) {
    let isTurnOver = false;
    try {
      await takeTurn(signal, async (turn) => {
        turn.addEventListener('abort', () => (isTurnOver = true), { once: true });
        const stream = await options.open(place.lastEventId, turn);
        onState('open');
        await readEvents(stream, onEvents, timing.silence);
      });
    } catch (error) {
      if (signal.aborted) return;
      if (isRefusal(error)) throw error;
    }
    if (signal.aborted) return;
    onState(isTurnOver ? 'waiting' : 'away');
    if (isTurnOver) continue;
    await pause(timing.pauses[failures] ?? timing.pauses.at(-1) ?? 0, signal);
    failures += 1;
  }
}

/** Reads a stream to its end; a problem that it ends with is thrown. */
async function readEvents(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onEvents: (events: readonly StreamEvent[]) => void,
  silence: number,
): Promise<void> {
  let events: StreamEvent[] = [];
  let problem: ProblemError | null = null;
  const parser = createParser({
    onEvent({ id = null, event, data }) {
      if (event === 'problem') problem = streamProblem(JSON.parse(data));
      else events.push({ id, type: event ?? null, data: JSON.parse(data) });
    },
  });
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await within(silence, reader.read());
      if (done) return;
      parser.feed(value);
      if (events.length > 0) onEvents(events);
      events = [];
      if (problem) throw problem;
    }
  } finally {
    // Gives the connection back; one that has failed says again what is thrown already.
    void reader.cancel().catch(() => undefined);
  }
}

/** Throws where something takes longer than so many milliseconds. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('The stream stopped responding.')), milliseconds);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a host or a network did may go better the next time; what is not allowed will not. */
const isRefusal = (error: unknown) =>
  error instanceof ProblemError &&
  error.status >= 400 &&
  error.status < 500 &&
  error.status !== 429;

/** A problem that an event tells. */
export function streamProblem(data: unknown): ProblemError {
  const text = (name: string) => `${Reflect.get(Object(data), name)}`;
  const { errors, requestId, status } = offlineProblem(null);
  const parts = { code: text('code'), title: text('title'), detail: text('detail') };
  return new ProblemError({ ...parts, status, requestId, errors });
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, milliseconds);
  signal.addEventListener('abort', () => resolve(), { once: true });
  await promise;
  clearTimeout(timer);
}
