import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { S3Address } from '../../../src/base/parsers.ts';
import { signatureOf } from './signature-of.ts';

/** What may go wrong, once each, with the next request of a method. */
export type S3Fault =
  | { readonly kind: 'refuse'; readonly status: number; readonly code: string }
  /** Refuses before any of the content is read. */
  | { readonly kind: 'refuse-early'; readonly status: number; readonly code: string }
  /** Reads nothing, and answers nothing. */
  | { readonly kind: 'silent' }
  /** Ends the connection, or stands still, in the middle of an answer. */
  | { readonly kind: 'cut' | 'stall' };

export const s3Keys = { id: 'AKIDEXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };

/**
 * Answers as S3 documents it, on a free port: one bucket, `images`, signatures and contents checked.
 * s3rver, which others use for that, takes any secret and any content for good.
 */
export class S3StandIn implements AsyncDisposable {
  /** By `PREFIX/KEY`. */
  readonly objects = new Map<string, Buffer>();
  readonly events = new EventEmitter();
  readonly #faults: [string, S3Fault][] = [];
  readonly #server = createServer((request, answer) => void this.#answer(request, answer));
  #requests = 0;

  static async open(): Promise<S3StandIn> {
    const standIn = new S3StandIn();
    standIn.#server.listen(0, '127.0.0.1');
    await once(standIn.#server, 'listening');
    return standIn;
  }

  get address(): S3Address {
    const { port }: AddressInfo = Object(this.#server.address());
    const endpoint = `http://127.0.0.1:${port}`;
    return { endpoint, region: 'eu-1', bucket: 'images', prefix: 'fulmar/' };
  }

  /** How many requests have come. */
  get requests(): number {
    return this.#requests;
  }

  failNext(method: string, fault: S3Fault): void {
    this.#faults.push([method, fault]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    this.#requests += 1;
    const index = this.#faults.findIndex(([method]) => method === request.method);
    const [, fault] = index < 0 ? [] : (this.#faults.splice(index, 1)[0] ?? []);
    this.events.emit('request', request.method);
    if (fault?.kind === 'silent') return;
    if (fault?.kind === 'refuse-early') {
      refuse(answer, fault.status, fault.code);
      request.resume(); // a connection that is reset would take the answer along
      return;
    }
    const body = await read(request).catch(() => null);
    if (!body) return; // cut: nothing is stored
    if (fault?.kind === 'refuse') return refuse(answer, fault.status, fault.code);
    const reason = refusalOf(request, body);
    if (reason) return refuse(answer, ...reason);
    this.#carryOut(request, body, answer, fault);
  }

  #carryOut(request: IncomingMessage, body: Buffer, answer: ServerResponse, fault?: S3Fault) {
    const { pathname } = new URL(`${request.url}`, 'http://localhost');
    const key = pathname.slice('/images/'.length);
    const found = this.objects.get(key);
    if (request.method === 'PUT') this.objects.set(key, body);
    if (request.method === 'PUT') return answer.writeHead(200).end();
    if (request.method === 'DELETE') this.objects.delete(key);
    if (request.method === 'DELETE') return answer.writeHead(204).end();
    if (!found) return refuse(answer, 404, 'NoSuchKey');
    answer.writeHead(200, { 'content-length': found.length });
    if (request.method === 'HEAD') return answer.end();
    if (!fault) return answer.end(found);
    const sent = () => fault.kind === 'cut' && answer.destroy();
    return answer.write(found.subarray(0, found.length / 2), sent);
  }
}

/** Why S3 refuses a request, if it does: status and code. */
function refusalOf(request: IncomingMessage, body: Buffer): [number, string] | null {
  const { headers, method = '' } = request;
  const url = new URL(`${request.url}`, 'http://localhost');
  const [, id, signature] =
    /Credential=([^/]+)\/.*Signature=(\w+)/.exec(headers.authorization ?? '') ?? [];
  if (id !== s3Keys.id) return [403, 'InvalidAccessKeyId'];
  if (signature !== signatureOf({ method, url, headers }, s3Keys.secret)) {
    return [403, 'SignatureDoesNotMatch'];
  }
  if (!url.pathname.startsWith('/images/')) return [404, 'NoSuchBucket'];
  if (method === 'PUT' && headers['content-length'] === undefined) {
    return [411, 'MissingContentLength'];
  }
  const sha256 = createHash('sha256').update(body).digest('hex');
  return headers['x-amz-content-sha256'] === sha256 ? null : [400, 'XAmzContentSHA256Mismatch'];
}

function refuse(answer: ServerResponse, status: number, code: string): void {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`;
  const headers = { 'content-type': 'application/xml', connection: 'close' };
  answer.writeHead(status, headers).end(body);
}

async function read(request: IncomingMessage): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(request));
}
