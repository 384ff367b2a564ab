import { type Command, lists } from '../commands.ts';
import { UnexpectedReplyError } from '../errors.ts';
import type { Message } from '../messages.ts';
import type { Connection } from './connection.ts';
import type { HostLimits } from './limits.ts';
import { receiveMessages } from './message-receiver.ts';

/**
 * The one message that answers a command, of at most `maximum` octets; with it the connection is closed.
 * Rejects with what ended the connection before it.
 */
export function receiveReply(connection: Connection, maximum: number): Promise<Message> {
  const { promise, resolve, reject } = Promise.withResolvers<Message>();
  receiveMessages(connection, maximum, {
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
export function exchange(
  connection: Connection,
  command: Command,
  { replyTimeout, maxMessage, maxList }: HostLimits,
): Promise<Message> {
  connection.limit('reply', replyTimeout);
  return receiveReply(connection, lists(command) ? maxList : maxMessage);
}
