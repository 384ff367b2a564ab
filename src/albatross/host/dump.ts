import type { Readable } from 'node:stream';
import { TransportError } from '../errors.ts';
import { decodeMessage } from '../wire/message.ts';
import { BlockDataReader } from './block-data-reader.ts';
import type { Connection } from './connection.ts';
import { IncomingContent } from './content.ts';
import type { HostLimits } from './limits.ts';
import { receivePayloads } from './message-receiver.ts';
import { expectSuccess } from './replies.ts';

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
  const content = new IncomingContent(connection);
  const reader = new BlockDataReader();
  // The last piece goes out with the end: whoever counts octets is not done before the host is.
  let held: Buffer | null = null;
  const handleData = (payload: Buffer) => {
    if (held) content.add(held);
    held = reader.read(payload);
    if (!held) content.end();
  };
  let handle = (payload: Buffer) => {
    const { compressed } = expectSuccess(decodeMessage(payload), 'block-device-image');
    connection.limit('progress', limits.progressTimeout);
    resolve({ compressed, content: content.stream });
    handle = handleData;
  };
  connection.limit('reply', limits.replyTimeout);
  receivePayloads(connection, limits.maxMessage, {
    payload: (payload) => handle(payload),
    ended(failure) {
      const reason = failure ?? new TransportError('the host broke the dump off');
      reject(reason);
      content.fail(reason);
    },
  });
  return promise;
}
