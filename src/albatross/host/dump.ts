import type { Readable } from 'node:stream';
import { TransportError } from '../errors.ts';
import type { Message } from '../messages.ts';
import type { Connection } from './connection.ts';
import { asError, contentFrom, fill } from './content.ts';
import type { HostLimits } from './limits.ts';
import { receiveMessages } from './message-receiver.ts';
import { expectData, expectSuccess } from './replies.ts';

/** A volume's content on its way. */
export interface VolumeDump {
  /** Whether `content` is a zlib stream. */
  readonly compressed: boolean;
  /** Fails where the host breaks off; whoever reads it destroys it. */
  readonly content: Readable;
}

/** Waits for the host to begin a dump, and gives the rest as a stream. */
export function receiveDump(connection: Connection, limits: HostLimits): Promise<VolumeDump> {
  const { promise, resolve, reject } = Promise.withResolvers<VolumeDump>();
  const content = contentFrom(connection);
  const handleData = (message: Message) => {
    const { data } = expectData(message, 'block');
    if (data) return fill(content, data, connection);
    connection.close();
    content.push(null);
  };
  let handle = (message: Message) => {
    const { compressed } = expectSuccess(message, 'block-device-image');
    connection.limit('progress', limits.progressTimeout);
    resolve({ compressed, content });
    handle = handleData;
  };
  connection.limit('reply', limits.replyTimeout);
  receiveMessages(connection, limits.maxMessage, {
    message: (message) => handle(message),
    ended(failure) {
      const reason = failure ?? new TransportError('the host broke the dump off');
      reject(reason);
      content.destroy(asError(reason));
    },
  });
  return promise;
}
