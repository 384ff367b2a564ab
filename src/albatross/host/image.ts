import type { Readable } from 'node:stream';
import { TransportError, UnexpectedReplyError } from '../errors.ts';
import { ImageReplyDecoder, type ImageReplyPart } from '../wire/image-reply.ts';
import type { Connection } from './connection.ts';
import { asError, contentFrom, fill } from './content.ts';
import type { HostLimits } from './limits.ts';
import { expectSuccess } from './replies.ts';

/** A unikernel's image on its way. */
export interface ImageContent {
  /** Whether `content` is a zlib stream. */
  readonly compressed: boolean;
  /** Octets of `content`. */
  readonly size: number;
  /** Fails where the host breaks off; whoever reads it destroys it. */
  readonly content: Readable;
}

/** Waits for the beginning of the one message that carries an image, and gives the image as a stream. */
export function receiveImage(connection: Connection, limits: HostLimits): Promise<ImageContent> {
  const { promise, resolve, reject } = Promise.withResolvers<ImageContent>();
  const content = contentFrom(connection);
  const decoder = new ImageReplyDecoder({ message: limits.maxMessage, image: limits.maxImage });
  const take = (part: ImageReplyPart) => {
    if (part.type === 'octets') return fill(content, part.octets, connection);
    if (part.type === 'message') throw noImage(part);
    connection.limit('progress', limits.progressTimeout);
    resolve({ compressed: part.compressed, size: part.size, content });
  };
  connection.limit('reply', limits.replyTimeout);
  connection.attach({
    receive(octets) {
      for (const part of decoder.push(octets)) take(part);
      if (!decoder.complete) return;
      connection.close();
      content.push(null);
    },
    ended(failure) {
      const reason = failure ?? new TransportError('the host broke the image off');
      reject(reason);
      content.destroy(asError(reason));
    },
  });
  return promise;
}

function noImage({ message }: Extract<ImageReplyPart, { type: 'message' }>): Error {
  expectSuccess(message, 'unikernel-image');
  return new UnexpectedReplyError('the image is not where the protocol has it');
}
