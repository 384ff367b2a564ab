import { UnexpectedReplyError } from '../errors.ts';
import type { Message } from '../messages.ts';
import type { Connection } from './connection.ts';
import type { HostLimits } from './limits.ts';
import { receiveMessages } from './message-receiver.ts';

/**
 * The one message that answers a command; with it the connection is closed. Rejects with what ended
 * the connection before it.
 */
export function receiveReply(connection: Connection, limits: HostLimits): Promise<Message> {
  const { promise, resolve, reject } = Promise.withResolvers<Message>();
  receiveMessages(connection, limits.maxMessage, {
    message(message) {
      connection.close();
      resolve(message);
    },
    ended(failure) {
      reject(failure ?? new UnexpectedReplyError('the host closed without a message'));
    },
  });
  return promise;
}

/** Waits for the answer to a command that nothing follows. */
export function exchange(connection: Connection, limits: HostLimits): Promise<Message> {
  connection.limit('reply', limits.replyTimeout);
  return receiveReply(connection, limits);
}
