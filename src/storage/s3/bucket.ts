import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { IncomingMessage, request as requestPlain } from 'node:http';
import { Agent, request as requestSecure } from 'node:https';
import { pipeline } from 'node:stream/promises';
import { AwsV4Signer } from 'aws4fetch';
import type { Clock } from '../../base/clock.ts';
import type { S3Address } from '../../base/parsers.ts';
import { pause, type Timer } from '../../base/timer.ts';
import { S3Error } from './errors.ts';
import { Exchange } from './exchange.ts';

/** Milliseconds that the other side may stand still. */
const standardStallTime = 30_000;

/** Milliseconds before what has no content of its own is asked again. */
const pauses = [500, 2000];

const emptyDigest = createHash('sha256').digest('hex');

export interface S3Deps {
  readonly address: S3Address;
  readonly keys: { readonly id: string; readonly secret: string };
  readonly clock: Clock;
  readonly timer: Timer;
  /** The way out of a network that has no other: an address, and names that are reached without. */
  readonly proxy?: { readonly url: string; readonly except: string } | null;
  /** Milliseconds that the other side may stand still, if not as usual. */
  readonly stallTime?: number;
}

/** A content whose length and SHA-256 (hex) are known. */
export interface S3Content {
  readonly octets: AsyncIterable<Buffer>;
  readonly size: number;
  readonly sha256: string;
}

interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  readonly key: string;
  readonly content?: S3Content;
}

/** The objects below a prefix of a bucket. All of it rejects with `S3Error`, or the signal's reason. */
export class S3Bucket {
  readonly #deps: S3Deps;

  constructor(deps: S3Deps) {
    this.#deps = deps;
  }

  /**
   * Stores an object, which is seen once it is whole: the store holds it against its SHA-256.
   * Rejects with the content's own error, too.
   */
  async put(key: string, content: S3Content, signal?: AbortSignal): Promise<void> {
    await this.#finish({ method: 'PUT', key, content }, signal);
  }

  /** An object from its beginning; null: there is none. */
  async get(key: string, signal?: AbortSignal): Promise<AsyncIterable<Buffer> | null> {
    try {
      return await this.#again(async () => {
        const exchange = this.#exchange(signal);
        return exchange.receiving(await this.#ask({ method: 'GET', key }, exchange));
      }, signal);
    } catch (error) {
      // A bucket that is missing is no object that is missing.
      if (error instanceof S3Error && error.code === 'NoSuchKey') return null;
      throw error;
    }
  }

  /** Whether there is an object. */
  async has(key: string, signal?: AbortSignal): Promise<boolean> {
    try {
      await this.#again(() => this.#finish({ method: 'HEAD', key }, signal), signal);
      return true;
    } catch (error) {
      // An answer to HEAD has no body that would say what is missing.
      if (error instanceof S3Error && error.status === 404) return false;
      throw error;
    }
  }

  /** Removes an object; where there is none it does nothing. */
  async delete(key: string, signal?: AbortSignal): Promise<void> {
    await this.#again(() => this.#finish({ method: 'DELETE', key }, signal), signal);
  }

  /** A request whose answer has nothing to say but that it is a success. */
  async #finish(request: S3Request, signal?: AbortSignal): Promise<void> {
    const exchange = this.#exchange(signal);
    for await (const _piece of exchange.receiving(await this.#ask(request, exchange)));
  }

  #exchange(signal?: AbortSignal): Exchange {
    return new Exchange(this.#deps.timer, this.#deps.stallTime ?? standardStallTime, signal);
  }

  /** Tries what changes nothing, or nothing more, up to three times. */
  async #again<T>(work: () => Promise<T>, signal = new AbortController().signal): Promise<T> {
    for (const milliseconds of pauses) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof S3Error) || !error.passing) throw error;
        await pause(this.#deps.timer, milliseconds, signal);
      }
    }
    return await work();
  }

  /** Sends a request; gives the answer's body where it is a success. */
  async #ask(request: S3Request, exchange: Exchange): Promise<IncomingMessage> {
    try {
      const answer = await this.#send(request, exchange);
      const { statusCode: status = 0 } = answer;
      if (status >= 200 && status < 300) return answer;
      const code = await codeIn(exchange, answer);
      throw new S3Error(`answered ${status}${code ? ` (${code})` : ''}`, { status, code });
    } catch (error) {
      throw exchange.failure(error);
    }
  }

  async #send(request: S3Request, exchange: Exchange): Promise<IncomingMessage> {
    const { method, content } = request;
    const { url, headers } = await this.#sign(request);
    const begin = url.protocol === 'https:' ? requestSecure : requestPlain;
    const length = content && { 'content-length': content.size };
    const sent = begin(url, {
      ...{ method, signal: exchange.signal, agent: this.#agent(url) },
      headers: { ...Object.fromEntries(headers), ...length },
    });
    const answered = once(sent, 'response', { signal: exchange.signal });
    if (!content) sent.end();
    // A refusal may come while there is more to send: it tells why.
    else await Promise.race([answered, pipeline(exchange.sending(content.octets), sent)]);
    const [answer] = await exchange.wait(answered);
    if (answer instanceof IncomingMessage) return answer;
    throw new TypeError('no answer of HTTP');
  }

  async #sign({ method, key, content }: S3Request) {
    const { address, keys, clock } = this.#deps;
    const { endpoint, bucket, prefix, region } = address;
    const signer = new AwsV4Signer({
      ...{ method, service: 's3', region, accessKeyId: keys.id, secretAccessKey: keys.secret },
      url: `${endpoint}/${bucket}/${prefix}${key}`,
      headers: { 'X-Amz-Content-Sha256': content?.sha256 ?? emptyDigest },
      datetime: clock()
        .toISOString()
        .replace(/[:-]|\.\d{3}/g, ''),
    });
    return await signer.sign();
  }

  #agent({ protocol }: URL): Agent | false {
    const { proxy } = this.#deps;
    if (!proxy || protocol !== 'https:') return false;
    return new Agent({ proxyEnv: { HTTPS_PROXY: proxy.url, NO_PROXY: proxy.except } });
  }
}

/** Octets of a refusal that are read. */
const maxReason = 4096;

/** The code in S3's error document, which is XML; nothing else of it is repeated. */
async function codeIn(exchange: Exchange, answer: IncomingMessage): Promise<string | null> {
  let text = '';
  for await (const piece of exchange.receiving(answer)) {
    text += piece.toString('latin1');
    if (text.length > maxReason) break;
  }
  return /<Code>(\w{1,64})<\/Code>/.exec(text)?.[1] ?? null;
}
