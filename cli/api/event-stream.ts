import { createParser } from 'eventsource-parser';
import { z } from 'zod';
import { CommandError } from '../output/command-error.ts';
import { safeText } from '../output/safe-text.ts';
import { pause } from './pause.ts';
import { ApiProblem } from './problem.ts';

/** An event of a stream, its data as JSON says them. */
export interface StreamEvent {
  readonly id: string | null;
  /** Which of the kinds that the stream has; null where it has one. */
  readonly type: string | null;
  readonly data: unknown;
}

/** Milliseconds. */
export interface StreamTiming {
  /** Before each next try where nothing came in between; then it is given up. */
  readonly pauses: readonly number[];
  /** Without a single octet until the connection counts as dead. */
  readonly silence: number;
}

/** A server with nothing to tell says so every 15 s. */
const defaultTiming: StreamTiming = {
  pauses: [500, 1_000, 2_000, 5_000, 10_000, 10_000, 10_000, 10_000],
  silence: 45_000,
};

/** Asks for a stream, from after the event of that id on. */
export type OpenStream = (
  lastEventId: string | null,
) => Promise<ReadableStream<Uint8Array<ArrayBuffer>>>;

export interface FollowOptions {
  readonly open: OpenStream;
  readonly signal: AbortSignal;
  readonly timing?: StreamTiming;
  /** Called once, with the reason, when a stream that broke off cannot be opened again yet. */
  readonly onAway?: (reason: string) => void;
}

/**
 * Follows Server-Sent Events until the reader has enough. A stream that ends, fails or falls silent
 * is opened again after the last event that was seen. Throws the `ApiProblem` of a refusal, what
 * failed last where it stays away, and the signal's reason.
 */
export async function* followEvents(options: FollowOptions): AsyncGenerator<StreamEvent> {
  const { open, signal, timing = defaultTiming, onAway } = options;
  let lastEventId: string | null = null;
  let failures = 0;
  for (;;) {
    let failure: unknown = new CommandError('The stream has ended.');
    try {
      for await (const event of readEvents(await open(lastEventId), timing.silence)) {
        failures = 0;
        lastEventId = event.id ?? lastEventId;
        yield event;
      }
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (isRefusal(error)) throw error;
      failure = error;
    }
    const rest = timing.pauses[failures];
    if (rest === undefined) throw failure;
    if (failures === 1 && failure instanceof CommandError) onAway?.(failure.message);
    await pause(rest, signal);
    failures += 1;
  }
}

/**
 * Opens a stream at once, so that whoever has seen nothing yet is told why there is nothing to see.
 * Gives what `followEvents` opens it by: this one first.
 */
export async function openFirst(open: OpenStream): Promise<OpenStream> {
  let first = [await open(null)];
  return async (lastEventId) => {
    const [stream] = first;
    first = [];
    return stream ?? (await open(lastEventId));
  };
}

/**
 * Opens a stream and reads it once. Throws as `open` does, the problem that it ends with, the signal's
 * reason, and a `CommandError` where it breaks off.
 */
export async function readOnce(
  open: OpenStream,
  signal: AbortSignal,
): Promise<AsyncGenerator<StreamEvent>> {
  return orBrokenOff(readEvents(await open(null), defaultTiming.silence), signal);
}

async function* orBrokenOff(
  events: AsyncGenerator<StreamEvent>,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  try {
    yield* events;
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    if (cause instanceof CommandError) throw cause;
    throw new CommandError('The connection broke off before all was told.', undefined, { cause });
  }
}

/** What a host or a network did may go better the next time; what is not allowed will not. */
const isRefusal = (error: unknown) =>
  error instanceof ApiProblem && error.status >= 400 && error.status < 500 && error.status !== 429;

const streamProblem = z.object({ detail: z.string() });

/** Reads a stream to its end; a problem that it ends with is thrown. */
async function* readEvents(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  silence: number,
): AsyncGenerator<StreamEvent> {
  const events: StreamEvent[] = [];
  const parser = createParser({
    onEvent({ id = null, event = null, data }) {
      events.push({ id, type: event, data: JSON.parse(data) });
    },
  });
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { done, value } = await within(silence, reader.read());
      if (done) return;
      parser.feed(value);
      for (const event of events.splice(0)) {
        if (event.type !== 'problem') yield event;
        else throw new CommandError(safeText(streamProblem.parse(event.data).detail));
      }
    }
  } finally {
    // Gives the connection back; one that has failed says again what is thrown already.
    void reader.cancel().catch(() => undefined);
  }
}

/** Throws where something takes longer than so many milliseconds. */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('The stream fell silent.')), milliseconds);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What the answer of a stream's route is, though its type says text. */
export function streamOf(body: unknown): ReadableStream<Uint8Array<ArrayBuffer>> {
  if (body instanceof ReadableStream) return body;
  throw new TypeError('The answer is no stream, and should be.');
}
