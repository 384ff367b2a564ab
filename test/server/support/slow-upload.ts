import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ServerWorld } from './server-world.ts';

export interface UploadOptions {
  readonly direct?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer, read whole. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/** An upload into one of alice's volumes that comes as the test sends it. */
export class SlowUpload {
  /** Rejects where the connection is lost before it is there. */
  readonly answer: Promise<Answer>;
  readonly #request: ClientRequest;

  /** Asks to upload `length` octets. */
  constructor(
    { url, token }: Pick<ServerWorld, 'url' | 'token'>,
    volume: string,
    length: number,
    { direct = false, headers }: UploadOptions = {},
  ) {
    const address = `${url}/api/v1/hosts/one/volumes/${volume}/data?direct=${direct}`;
    this.#request = request(address, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-length': length, ...headers },
      agent: false,
    });
    this.answer = this.#read();
    this.answer.catch(() => {}); // a test that kills the server does not wait for it
    this.#request.flushHeaders();
  }

  /** Sends octets, and waits where the server is slow to take them. */
  async send(octets: Uint8Array): Promise<void> {
    if (!this.#request.write(octets)) await once(this.#request, 'drain');
  }

  /** Sends the last octets. */
  end(octets: Uint8Array): void {
    this.#request.end(octets);
  }

  /** Leaves without a word. */
  leave(): void {
    this.#request.destroy();
  }

  async #read(): Promise<Answer> {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      this.#request.once('response', resolve).once('error', reject);
    });
    const { statusCode = 0, headers } = response;
    return { status: statusCode, headers, text: await text(response) };
  }
}
