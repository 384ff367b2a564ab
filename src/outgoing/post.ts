import type { IncomingMessage } from 'node:http';
import { type Clock, systemClock } from '../base/clock.ts';
import { DeliveryError } from '../base/delivery-error.ts';
import { excerpt } from '../base/excerpt.ts';
import { refusedPort } from '../base/refused-port.ts';
import { accountsAddresses } from './bounded-lookups.ts';
import { OutgoingError } from './errors.ts';
import { retryAfter } from './header-values.ts';
import { asOutgoing, createOpen, type OpenOptions } from './open.ts';

/** Characters of an answer that are kept, and octets that are looked at: the rest is not read. */
const maxText = 500;
const maxOctets = 16 * 1024;
const standardTimeout = 15_000;

/** Something that is sent to whom an account names. */
export interface PostRequest {
  readonly url: URL;
  readonly method: 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
  /** The account that names the receiver; left out: the server does. */
  readonly account?: string | undefined;
  /** Removes from the answer what must not be kept, before it is cut. */
  readonly conceal?: (text: string) => string;
}

/** What came back. No redirect is followed: it is an answer like another. */
export interface PostAnswer {
  readonly status: number;
  /** When the next is welcome; null: it does not say. */
  readonly retryAfter: Date | null;
  /** The beginning of the body. */
  readonly text: string;
}

/** Sends, once, and waits for the answer. Throws `DeliveryError` where none begins. */
export type Post = (request: PostRequest) => Promise<PostAnswer>;

export interface PostOptions extends OpenOptions {
  /** Milliseconds for all of it. */
  readonly timeout?: number;
  readonly clock?: Clock;
}

/** Sends as `createOpen` does. Of an answer that has begun the status counts, however the rest comes. */
export function createPost(options: PostOptions = {}): Post {
  const { timeout = standardTimeout, clock = systemClock } = options;
  const open = createOpen({ findAddresses: accountsAddresses, ...options, pinned: 'always' });
  return async (request) => {
    const { url, method, headers, body, signal: ending, account } = request;
    const { conceal = (text) => text } = request;
    expectPort(url);
    const limit = AbortSignal.timeout(timeout);
    const signal = AbortSignal.any([ending, limit]);
    try {
      const answer = await open({ url, method, headers, body, account }, signal);
      const text = excerpt(conceal(await readBeginning(answer)), maxText);
      ending.throwIfAborted();
      const { statusCode: status = 0 } = answer;
      return { status, retryAfter: retryAfter(answer.headers, clock()), text };
    } catch (error) {
      ending.throwIfAborted();
      if (!limit.aborted) throw asDelivery(asOutgoing(url, error));
      throw new DeliveryError(`${url.host} did not answer within ${timeout / 1000} s`, false);
    }
  };
}

/** What is ours says nothing of the receiver. */
function asDelivery(error: unknown): unknown {
  return error instanceof OutgoingError ? new DeliveryError(error.message, false) : error;
}

/** Mail and the like would take what is sent for its own commands. */
function expectPort(url: URL): void {
  const port = refusedPort(url);
  if (port === null) return;
  throw new DeliveryError(`The port ${port} is not for HTTP, and is not asked.`, false);
}

async function readBeginning(answer: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of answer) {
      const octets: Buffer = piece;
      pieces.push(octets);
      size += octets.length;
      if (size >= maxOctets) break;
    }
  } catch {
    // It broke off, or takes too long: what came is what is known of it.
  }
  return Buffer.concat(pieces).subarray(0, maxOctets).toString();
}
