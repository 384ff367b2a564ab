import { UnexpectedReplyError } from '../errors.ts';
import { endOfStream, frameHeader } from '../framing.ts';
import type { Message } from '../messages.ts';
import type { ChunkPieces } from './chunks.ts';
import type { Connection } from './connection.ts';
import { receiveReply } from './exchange.ts';
import type { HostLimits } from './limits.ts';

/**
 * What is done where the content itself fails: `abandon` breaks the connection off; `finish` ends
 * the stream as if it were whole and awaits the host's answer, so that a volume keeps its size.
 */
export type SourceFailureHandling = 'abandon' | 'finish';

export interface Upload {
  readonly chunks: AsyncGenerator<ChunkPieces, void, void>;
  readonly onSourceFailure: SourceFailureHandling;
}

/**
 * Sends chunks and the end of the stream, and gives the host's answer. Stops as soon as the host
 * answers or closes: an answer before the end can only be a failure. The content is told then to
 * end (`return`), but not waited for. Rejects with the content's own error where that fails.
 */
export async function upload(
  connection: Connection,
  content: Upload,
  limits: HostLimits,
): Promise<Message> {
  const reply = receiveReply(connection, limits.maxMessage);
  reply.catch(() => {}); // awaited below, whatever comes first
  try {
    await sendChunks(connection, content, limits);
  } catch (sourceFailure) {
    if (content.onSourceFailure === 'abandon') connection.fail(sourceFailure);
    else await finish(connection, limits);
    await reply.catch(() => {}); // what it says is of no use without the content
    throw sourceFailure;
  }
  const complete = !connection.closed;
  await finish(connection, limits);
  const message = await reply;
  if (complete || message.payload.type === 'failure') return message;
  throw new UnexpectedReplyError('the host answered before it had the whole content');
}

async function sendChunks(
  connection: Connection,
  { chunks }: Upload,
  limits: HostLimits,
): Promise<void> {
  for (;;) {
    connection.unlimited(); // the content comes at its own pace
    const next = await connection.whileOpen(chunks.next());
    if (!next) chunks.return().catch(() => {}); // why it is closed is for the reply to tell
    if (!next || next.done) return;
    const { pieces, size } = next.value;
    connection.limit('progress', limits.progressTimeout);
    await connection.send([frameHeader(size), ...pieces]);
  }
}

async function finish(connection: Connection, limits: HostLimits): Promise<void> {
  connection.limit('progress', limits.progressTimeout);
  await connection.send([endOfStream]);
  connection.limit('reply', limits.replyTimeout);
}
