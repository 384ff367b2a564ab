import { createParser, type EventSourceMessage } from 'eventsource-parser';

/** The events of a stream, as they come; `close` leaves as a client does. */
export interface EventReader {
  readonly response: Response;
  next(): Promise<EventSourceMessage | null>;
  take(count: number): Promise<EventSourceMessage[]>;
  close(): void;
}

/** Opens a stream of Server-Sent Events. */
export async function openEvents(
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventReader> {
  const leaving = new AbortController();
  const response = await fetch(url, {
    headers: { authorization: 'Bearer alice', ...headers },
    signal: leaving.signal,
  });
  const events = eventsOf(response);
  const next = async () => (await events.next()).value ?? null;
  return {
    response,
    next,
    take: async (count) => {
      const taken: EventSourceMessage[] = [];
      while (taken.length < count) {
        const event = await next();
        if (!event) break;
        taken.push(event);
      }
      return taken;
    },
    close: () => leaving.abort(),
  };
}

async function* eventsOf(response: Response): AsyncGenerator<EventSourceMessage, undefined> {
  const arrived: EventSourceMessage[] = [];
  const parser = createParser({ onEvent: (event) => arrived.push(event) });
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    yield* arrived.splice(0);
  }
  return undefined;
}
