import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests that may wait on a connection before no more of it is read. */
const maxWaiting = 16;

/**
 * Answers the requests of a connection one after another: whoever sends many at once (RFC 9112, section 9.3.2)
 * has one of them under way, as anybody else. Those that wait when the connection closes are not begun: of
 * their answers Node would never say that they are over.
 */
export function oneByOne(answer: RequestListener): RequestListener {
  const lines = new WeakMap<Socket, Line>();
  return (request, response) => {
    const { socket } = request;
    const line = lines.get(socket) ?? new Line(socket, answer);
    lines.set(socket, line);
    line.add({ request, response });
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse & { readonly req: IncomingMessage };
}

/** The requests of one connection. */
class Line {
  readonly #socket: Socket;
  readonly #answer: RequestListener;
  readonly #waiting: Exchange[] = [];
  #isBusy = false;

  constructor(socket: Socket, answer: RequestListener) {
    this.#socket = socket;
    this.#answer = answer;
    // Node resumes by itself whenever a body is read.
    socket.on('resume', () => this.#holdBack());
  }

  add(exchange: Exchange): void {
    if (this.#isBusy) {
      this.#waiting.push(exchange);
      this.#holdBack();
    } else this.#begin(exchange);
  }

  #begin({ request, response }: Exchange): void {
    this.#isBusy = true;
    response.once('close', () => this.#goOn());
    this.#answer(request, response);
  }

  #goOn(): void {
    this.#isBusy = false;
    if (!this.#socket.writable) this.#waiting.length = 0;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#begin(next);
    if (this.#waiting.length === maxWaiting - 1) this.#socket.resume();
  }

  #holdBack(): void {
    if (this.#waiting.length >= maxWaiting) this.#socket.pause();
  }
}
