import { Problem } from '../base/errors.ts';
import type { Timer } from '../base/timer.ts';
import type { Answer } from './handler.ts';

/** One Server-Sent Event (HTML standard, section 9.2); `data` goes out as JSON. */
export interface ServerEvent<T = unknown> {
  /** What `Last-Event-ID` says when the client comes back. */
  readonly id?: string;
  /** Where a stream has several kinds of events: which. */
  readonly type?: string;
  readonly data: T;
}

/** Milliseconds of silence after which a comment shows proxies that the connection lives. */
const silence = 15_000;

export const eventStreamType = 'text/event-stream';

export interface EventOptions<E extends ServerEvent> {
  readonly timer: Timer;
  /** The request's: what `events` wait for has to end with it. */
  readonly signal: AbortSignal;
  /** Writes one, where not as usual. */
  readonly format?: (event: E) => string;
}

/**
 * An answer that sends events as they come, at the pace of the client. A `Problem` that ends them, or
 * the request, is sent as a last event `problem`. `events` are told to end (`return`) when the client
 * has left.
 */
export function answerEvents<E extends ServerEvent>(
  events: AsyncIterable<E>,
  options: EventOptions<E>,
): Answer {
  const headers = { 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' };
  return { status: 200, events: encode(events, options), headers };
}

async function* encode<E extends ServerEvent>(
  events: AsyncIterable<E>,
  { timer, signal, format = formatEvent }: EventOptions<E>,
): AsyncGenerator<string> {
  const iterator = events[Symbol.asyncIterator]();
  try {
    yield ':\n\n'; // so that the headers go out before the first event
    for (;;) {
      const next = new Awaited(iterator.next());
      while (!(await next.isThereWithin(timer, silence))) yield ':\n\n';
      const result = await next.promise;
      if (result.done) return signal.throwIfAborted();
      yield format(result.value);
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, title, detail } = error;
    yield formatEvent({ type: 'problem', data: { code, title, detail } });
  } finally {
    await iterator.return?.();
  }
}

/**
 * Something that may be long in coming, and is looked for again and again. It is listened to once: what races
 * with a promise stays with it until that settles, and a console may say nothing for weeks.
 */
class Awaited<T> {
  readonly promise: Promise<T>;
  #isThere = false;
  #wake: () => void = () => {};

  constructor(promise: Promise<T>) {
    this.promise = promise;
    const come = () => {
      this.#isThere = true;
      this.#wake();
    };
    promise.then(come, come);
  }

  /** Whether it comes, or fails, in so many milliseconds. */
  async isThereWithin(timer: Timer, milliseconds: number): Promise<boolean> {
    if (this.#isThere) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#wake = () => resolve(true);
    using _timeout = timer(milliseconds, () => resolve(false));
    return await promise;
  }
}

function formatEvent({ id, type, data }: ServerEvent): string {
  const fields = [
    ...(type ? [`event: ${type}`] : []),
    ...(id ? [`id: ${id}`] : []),
    `data: ${JSON.stringify(data)}`,
  ];
  return `${fields.join('\n')}\n\n`;
}
