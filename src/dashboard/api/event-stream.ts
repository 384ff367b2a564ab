import { createParser } from 'eventsource-parser';
import { offlineProblem, ProblemError } from './problem-error.ts';

/** An event of a stream, its data as JSON says them. */
export interface StreamEvent {
  readonly id: string | null;
  readonly data: unknown;
}

/** How a stream is: about to be opened, open, or away until the next try. */
export type StreamState = 'opening' | 'open' | 'away';

export interface FollowOptions {
  /** Asks for the stream, from after the event of that id on. */
  open(
    lastEventId: string | null,
    signal: AbortSignal,
  ): Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;
  /** Called with all that arrived together. */
  onEvents(events: readonly StreamEvent[]): void;
  onState(state: StreamState): void;
  readonly signal: AbortSignal;
}

/** Milliseconds before each next try; the last one for all that come after. */
const pauses = [500, 1_000, 2_000, 5_000, 10_000] as const;
const longestPause = 10_000;

/**
 * Follows Server-Sent Events until `signal` is aborted. A stream that ends or fails is opened again
 * after the last event that was seen. Throws the `ProblemError` of a refusal, which stays one.
 */
export async function followEvents(options: FollowOptions): Promise<void> {
  const { signal, onState } = options;
  let lastEventId: string | null = null;
  let failures = 0;
  const onEvents = (events: readonly StreamEvent[]) => {
    failures = 0;
    lastEventId = events.findLast(({ id }) => id !== null)?.id ?? lastEventId;
    options.onEvents(events);
  };
  onState('opening');
  while (!signal.aborted) {
    try {
      const stream = await options.open(lastEventId, signal);
      onState('open');
      await readEvents(stream, onEvents);
    } catch (error) {
      if (signal.aborted) return;
      if (isRefusal(error)) throw error;
    }
    if (signal.aborted) return;
    onState('away');
    await pause(pauses[failures] ?? longestPause, signal);
    failures += 1;
  }
}

/** Reads a stream to its end; a problem that it ends with is thrown. */
async function readEvents(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onEvents: (events: readonly StreamEvent[]) => void,
): Promise<void> {
  let events: StreamEvent[] = [];
  let problem: ProblemError | null = null;
  const parser = createParser({
    onEvent({ id = null, event, data }) {
      if (event === 'problem') problem = streamProblem(JSON.parse(data));
      else events.push({ id, data: JSON.parse(data) });
    },
  });
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    parser.feed(value);
    if (events.length > 0) onEvents(events);
    events = [];
    if (problem) throw problem;
  }
}

/** What a host or a network did may go better the next time; what is not allowed will not. */
const isRefusal = (error: unknown) =>
  error instanceof ProblemError &&
  error.status >= 400 &&
  error.status < 500 &&
  error.status !== 429;

function streamProblem(data: unknown): ProblemError {
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
