import type { Readable } from 'node:stream';
import { TransportError } from '../errors.ts';
import type { Connection } from './connection.ts';
import { IncomingContent } from './content.ts';
import { DumpReader } from './dump-reader.ts';
import type { HostLimits } from './limits.ts';

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
  const reader = new DumpReader(limits.maxMessage, (compressed) => {
    connection.limit('progress', limits.progressTimeout);
    resolve({ compressed, content: content.stream });
  });
  // The last piece goes out with the end: whoever counts octets is not done before the host is.
  let held: Buffer | null = null;
  const take = (piece: Buffer) => {
    if (held) content.add(held);
    held = piece;
  };
  connection.limit('reply', limits.replyTimeout);
  connection.attach({
    receive(octets) {
      for (const piece of reader.read(octets)) take(piece);
      if (!reader.ended) return;
      if (held) content.add(held);
      content.end();
    },
    ended(failure) {
      const reason = failure ?? unfinished(reader);
      reject(reason);
      content.fail(reason);
    },
  });
  return promise;
}

function unfinished(reader: DumpReader): unknown {
  try {
    reader.finish();
    return new TransportError('the host broke the dump off');
  } catch (error) {
    return error;
  }
}
