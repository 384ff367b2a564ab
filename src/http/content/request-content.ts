import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { Problem } from '../../base/errors.ts';
import { defaultMinRate, type MinRate, Pace } from '../../base/pace.ts';
import { hasBody, waitsForContinue } from './announced.ts';

/** Chunks, of up to 64 KiB each, that are read before they are asked for. */
const readAhead = 4;

/**
 * The body of a request. Whoever destroys it, as a pipeline that fails does, gives up the body and
 * not the connection, on which the answer is still to be sent. Fails with `upload-incomplete` where
 * the client leaves, and with `request-timeout` where it is too slow or falls silent; while nobody
 * takes what has come, as a host that is slow, that is not held against it.
 */
export class RequestContent extends Readable {
  readonly #request: IncomingMessage;
  readonly #watch: NodeJS.Timeout;
  readonly #pace: Pace;
  /** Octets that came since the last look. */
  #came = 0;
  /** Milliseconds since then in which they were waited for. */
  #waited = 0;
  /** Since when they are waited for; null: they are not. */
  #waitsSince: number | null = performance.now();

  /** Asks the client for the body, where it waits for that. */
  constructor(request: IncomingMessage, response: ServerResponse, min: MinRate = defaultMinRate) {
    // In object mode chunks are handed on as they came; else a reader gets them put together anew.
    super({ objectMode: true, highWaterMark: readAhead });
    this.#request = request;
    this.#pace = new Pace(min);
    this.#watch = setInterval(() => this.#look(), this.#pace.interval);
    // Whoever reads it hears of its errors; where nobody does any more they must not end the process.
    this.on('error', () => {});
    if (!hasBody(request)) {
      // Node may have done away with it already, and then nothing of it would be heard any more.
      this.#end();
    } else if (request.closed || response.closed) {
      this.#leave();
    } else {
      if (waitsForContinue(request)) response.writeContinue();
      request.on('data', this.#take);
      request.once('end', this.#end);
      request.once('error', this.#break);
      request.once('close', this.#leave);
      response.once('close', this.#leave);
    }
  }

  override _read(): void {
    this.#waitsSince ??= performance.now();
    this.#request.resume();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearInterval(this.#watch);
    this.#request.off('data', this.#take);
    this.#request.off('end', this.#end);
    this.#request.pause();
    done(error);
  }

  readonly #take = (chunk: Buffer): void => {
    this.#came += chunk.length;
    if (this.push(chunk)) return;
    this.#request.pause();
    this.#reckon();
    this.#waitsSince = null;
  };

  readonly #end = (): void => {
    clearInterval(this.#watch);
    this.push(null);
  };

  readonly #break = (cause: Error): void => {
    const detail = 'The connection was closed before the body was complete.';
    this.destroy(new Problem('upload-incomplete', detail, { cause }));
  };

  readonly #leave = (): void => {
    if (!this.#request.complete) this.#break(new Error('closed'));
    else clearInterval(this.#watch);
  };

  #reckon(): void {
    if (this.#waitsSince === null) return;
    const now = performance.now();
    this.#waited += now - this.#waitsSince;
    this.#waitsSince = now;
  }

  #look(): void {
    this.#reckon();
    const slow = this.#pace.isTooSlow(this.#came, this.#waited);
    this.#came = 0;
    this.#waited = 0;
    if (slow) this.destroy(new Problem('request-timeout', 'The body came too slowly, or no more.'));
  }
}
