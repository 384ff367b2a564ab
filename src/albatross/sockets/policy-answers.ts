import type { Duplex } from 'node:stream';
import { SilentCloseError } from '../errors.ts';
import { FrameDecoder } from '../framing.ts';
import { expectSuccess } from '../host/replies.ts';
import { decodeMessage } from '../wire/message.ts';

/** A policy is answered with a few words. */
const maxAnswer = 65_536;

/**
 * Takes the answers to so many policies from the beginning of a stream, and leaves in it what comes
 * after them. Rejects with `HostFailureError` where albatrossd refuses one, `SilentCloseError`,
 * `MalformedMessageError`, `UnexpectedReplyError`, and with the stream's own error.
 */
export async function expectPoliciesTaken(stream: Duplex, count: number): Promise<void> {
  const decoder = new FrameDecoder(maxAnswer);
  let missing = count;
  if (missing === 0) return;
  for await (const octets of stream.iterator({ destroyOnReturn: false })) {
    let rest: Buffer = octets;
    while (rest.length > 0 && missing > 0) {
      const next = decoder.next(rest);
      if (next.payload) missing -= taken(next.payload);
      rest = next.rest;
    }
    if (missing > 0) continue;
    if (rest.length > 0) stream.unshift(rest);
    return;
  }
  decoder.finish();
  throw new SilentCloseError('albatrossd closed without an answer to a policy: its log says why');
}

function taken(payload: Buffer): number {
  expectSuccess(decodeMessage(payload), 'string');
  return 1;
}
