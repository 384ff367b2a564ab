import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { Problem } from '../../base/errors.ts';
import { hasBody, waitsForContinue } from './announced.ts';

/** Chunks, of up to 64 KiB each, that are read before they are asked for. */
const readAhead = 4;

/** Milliseconds within which the body has to move. */
const idleLimit = 60_000;

/**
 * The body of a request. Whoever destroys it, as a pipeline that fails does, gives up the body and
 * not the connection, on which the answer is still to be sent. Fails with `upload-incomplete` where
 * the client leaves, and with `request-timeout` where it falls silent for a minute.
 */
export class RequestContent extends Readable {
  readonly #request: IncomingMessage;
  readonly #idle: NodeJS.Timeout;
  #seen: number;

  /** Asks the client for the body, where it waits for that. */
  constructor(request: IncomingMessage, response: ServerResponse) {
    // In object mode chunks are handed on as they came; else a reader gets them put together anew.
    super({ objectMode: true, highWaterMark: readAhead });
    this.#request = request;
    this.#seen = request.socket.bytesRead;
    this.#idle = setInterval(() => this.#watch(), idleLimit);
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
    this.#request.resume();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearInterval(this.#idle);
    this.#request.off('data', this.#take);
    this.#request.off('end', this.#end);
    this.#request.pause();
    done(error);
  }

  readonly #take = (chunk: Buffer): void => {
    if (!this.push(chunk)) this.#request.pause();
  };

  readonly #end = (): void => {
    this.push(null);
  };

  readonly #break = (cause: Error): void => {
    const detail = 'The connection was closed before the body was complete.';
    this.destroy(new Problem('upload-incomplete', detail, { cause }));
  };

  readonly #leave = (): void => {
    if (!this.#request.complete) this.#break(new Error('closed'));
    else clearInterval(this.#idle);
  };

  #watch(): void {
    const { socket } = this.#request;
    const moved = socket.bytesRead > this.#seen;
    this.#seen = socket.bytesRead;
    // While it is paused it is us who do not read.
    if (moved || this.#request.isPaused()) return;
    this.destroy(new Problem('request-timeout', 'No more of the body came for a minute.'));
  }
}
