import { type Daemon, SubscriptionClosedError } from '../errors.ts';
import type { Message } from '../messages.ts';
import { Backlog } from './backlog.ts';
import type { Connection } from './connection.ts';
import type { HostLimits } from './limits.ts';
import { receiveMessages } from './message-receiver.ts';
import { expectSuccess } from './replies.ts';

/** What a subscriber that is slow may leave with us before the host has to wait. */
const capacity = 1024;

/**
 * What a host sends until one of both closes; for one reader. The iteration fails when the host
 * ends it, and ends when the reader leaves it or `close` is called.
 */
export interface Subscription<T> extends AsyncIterable<T> {
  /** What the host answered: `subscribed`, or `waiting for VM`. */
  readonly greeting: string;
  /** Gives up the connection; what has arrived can still be read. */
  close(): void;
}

/**
 * Waits for the host's greeting; after it the host may be silent for ever. What `read` gives null
 * for is passed over.
 */
export async function subscribe<T extends object>(
  connection: Connection,
  limits: HostLimits,
  daemon: Daemon,
  read: (message: Message) => T | null,
): Promise<Subscription<T>> {
  const greeting = Promise.withResolvers<string>();
  const backlog = new Backlog<T>(
    capacity,
    () => connection.resume(),
    () => connection.close(),
  );
  let handle = (message: Message) => {
    greeting.resolve(expectSuccess(message, 'string', daemon).value);
    connection.unlimited();
    handle = (next) => {
      const item = read(next);
      if (item && !backlog.put(item)) connection.pause();
    };
  };
  connection.limit('reply', limits.replyTimeout);
  receiveMessages(connection, limits.maxMessage, {
    message: (message) => handle(message),
    ended(failure) {
      const reason = failure ?? new SubscriptionClosedError('the host ended the subscription');
      greeting.reject(reason);
      backlog.end(reason);
    },
  });
  return {
    greeting: await greeting.promise,
    [Symbol.asyncIterator]: () => backlog,
    close() {
      connection.close();
      backlog.end(null);
    },
  };
}
