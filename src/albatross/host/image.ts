import type { Readable } from 'node:stream';
import { TransportError, UnexpectedReplyError } from '../errors.ts';
import { ImageReplyDecoder, type ImageReplyPart } from '../wire/image-reply.ts';
import type { Connection } from './connection.ts';
import { IncomingContent } from './content.ts';
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
  const content = new IncomingContent(connection);
  const decoder = new ImageReplyDecoder({ message: limits.maxMessage, image: limits.maxImage });
  const take = (part: ImageReplyPart) => {
    if (part.type === 'octets') return content.add(part.octets);
    if (part.type === 'message') throw noImage(part);
    connection.limit('progress', limits.progressTimeout);
    resolve({ compressed: part.compressed, size: part.size, content: content.stream });
  };
  connection.limit('reply', limits.replyTimeout);
  connection.attach({
    receive(octets) {
      for (const part of decoder.push(octets)) take(part);
      if (decoder.complete) content.end();
    },
    ended(failure) {
      const reason = failure ?? new TransportError('the host broke the image off');
      reject(reason);
      content.fail(reason);
    },
  });
  return promise;
}

function noImage({ message }: Extract<ImageReplyPart, { type: 'message' }>): Error {
  expectSuccess(message, 'unikernel-image');
  return new UnexpectedReplyError('the image is not where the protocol has it');
}
