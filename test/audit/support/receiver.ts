import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** Something that came. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How something is answered; what it answers it ends, or does not. */
export type Mood = (answer: ServerResponse, received: Received) => void;

export const status =
  (code: number, headers: Record<string, string> = {}): Mood =>
  (answer) =>
    void answer.writeHead(code, headers).end(`It is ${code}.`);

/** Takes webhooks on a free port of this machine, and all else that is sent to it. */
export class Receiver implements AsyncDisposable {
  readonly received: Received[] = [];
  /** How the next ones are answered; then each with 204. */
  readonly moods: Mood[] = [];
  /** How all are answered that have no mood of their own. */
  default: Mood = (answer) => void answer.writeHead(204).end();
  readonly #server = createServer(async (request, answer) => {
    const { method = '', url: path = '', headers } = request;
    const received = { method, path, headers, body: await text(request) };
    this.received.push(received);
    (this.moods.shift() ?? this.default)(answer, received);
  });

  static async open(): Promise<Receiver> {
    const receiver = new Receiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get url(): string {
    const address = this.#server.address();
    const { port }: AddressInfo = Object(address);
    return `http://127.0.0.1:${port}/hook`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** Seconds that a message may be old, or from the future. */
const tolerance = 300;

/** The algorithm of Standard Webhooks, as a receiver has it: throws where no signature is right. */
export function verifyWebhook(secret: string, { headers, body }: Received, now: Date): unknown {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp } = headers;
  const signatures = `${headers['webhook-signature']}`.split(' ');
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > tolerance) throw new Error('too old');
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  const isRight = signatures.some((each) => {
    const [version, value = ''] = each.split(',');
    const given = Buffer.from(value, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isRight) throw new Error('no signature is right');
  return JSON.parse(body);
}
