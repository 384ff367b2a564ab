import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** A request whose body comes in two parts, so that something can happen in between. */
export class SlowRequest {
  readonly #request: ClientRequest;
  readonly #answered: Promise<IncomingMessage>;

  constructor(url: string, method: string, headers: Readonly<Record<string, string>>) {
    this.#request = request(url, { method, headers, agent: false });
    this.#answered = once(this.#request, 'response').then(([answer]) => answer);
    this.#answered.catch(() => {}); // whoever waits for it is told
    this.#request.on('error', () => {});
  }

  /** Sends a part, and waits until it is out of our hands. */
  async send(part: Uint8Array): Promise<void> {
    await new Promise<void>((resolve) => this.#request.write(part, () => resolve()));
  }

  /** Waits until the server asks for the body; the headers have `Expect: 100-continue`. */
  async begin(): Promise<void> {
    this.#request.flushHeaders();
    await once(this.#request, 'continue');
  }

  /** Leaves without a word. */
  leave(): void {
    this.#request.destroy();
  }

  /** Sends the last part, and gives what is answered. */
  async finish(part: Uint8Array): Promise<{ readonly status: number; readonly json: unknown }> {
    this.#request.end(part);
    return await this.answer();
  }

  /** What is answered, which may be before the last part. */
  async answer(): Promise<{ readonly status: number; readonly json: unknown }> {
    const answer = await this.#answered;
    return { status: answer.statusCode ?? 0, json: JSON.parse(await text(answer)) };
  }
}
