import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { requestHeaders } from './client.ts';
import { createMeter } from './meter.ts';
import { noAnswer } from './no-answer.ts';
import { changeAgain } from './passing.ts';
import { ApiProblem, problemOf } from './problem.ts';
import { FinalError, repeat, type Tried } from './repeat.ts';

/** Milliseconds without an octet either way. A host may take that long for what was received. */
const patience = 15 * 60_000;

/** Milliseconds of silence until the connection shows that it is still used. */
const keepAliveAfter = 30_000;

/** Milliseconds until the body is sent without a `100 Continue`, which proxies may drop (RFC 9110 section 10.1.1). */
const continueWait = 5_000;

/** A file on its way. */
export interface Upload {
  readonly server: { readonly address: string; readonly token: string };
  /** Below the server's address, with its query. */
  readonly path: string;
  readonly file: string;
  /** Octets. */
  readonly size: number;
  /** How the file is compressed; null: it is not. */
  readonly encoding: string | null;
  readonly onProgress: (octets: number) => void;
  readonly signal: AbortSignal;
  /** Milliseconds; default `continueWait`. */
  readonly continueWait?: number;
}

/** What came of it. */
export interface Uploaded {
  /** The answer's body, as JSON. */
  readonly answer: unknown;
  /** SHA-256 of the octets that were sent, hex. */
  readonly digest: string;
}

/** What was answered. */
interface Answer {
  readonly status: number;
  readonly body: string;
  readonly digest: string;
}

/**
 * Sends a file, once the server has said that it takes it, as fast as it reads; again, with the same
 * `Idempotency-Key`, where that may help. `fetch` neither waits for that nor tells how far it is. Rejects
 * with an `ApiProblem`, where nothing answers with a `CommandError`, and with the signal's reason.
 */
export async function uploadFile(upload: Upload): Promise<Uploaded> {
  const { server, signal } = upload;
  const headers = requestHeaders(server.token, 'PUT');
  try {
    const answer = await repeat(() => sendOnce(upload, headers), signal);
    const { status, body, digest } = answer;
    if (status < 200 || status >= 300) throw problemOf(status, body);
    return { answer: JSON.parse(body), digest };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error instanceof ApiProblem ? error : noAnswer(server.address, error);
  }
}

async function sendOnce(upload: Upload, headers: Record<string, string>): Promise<Tried<Answer>> {
  const { file, onProgress } = upload;
  const request = beginRequest(upload, headers);
  const meter = createMeter(onProgress);
  const answered = once(request, 'response');
  // A refusal may come at any time: then nobody needs the rest, and its failure is no news.
  onceAllowed(request, upload.continueWait ?? continueWait, () => {
    const content = createReadStream(file);
    content.once('error', (cause) => request.destroy(new FinalError(cause.message, { cause })));
    pipeline(content, meter.stream, request).catch((error) => request.destroy(error));
  });
  request.flushHeaders();
  try {
    const response: IncomingMessage = (await answered)[0];
    const { statusCode: status = 0, headers: told } = response;
    const body = await text(response);
    const again =
      status >= 200 && status < 300
        ? 'never'
        : changeAgain({ status, text: body, retryAfter: told['retry-after'] ?? null });
    return { value: { status, body, digest: status < 300 ? meter.digest() : '' }, again };
  } finally {
    request.destroy();
  }
}

/** Begins when the server says that it takes the body, or has said nothing for so long; not behind its answer. */
function onceAllowed(request: ClientRequest, milliseconds: number, begin: () => void): void {
  const timer = setTimeout(go, milliseconds);
  request.once('continue', go);
  for (const end of ['response', 'error', 'close']) request.once(end, () => clearTimeout(timer));
  function go() {
    clearTimeout(timer);
    request.off('continue', go);
    begin();
  }
}

function beginRequest(
  { server, path, size, encoding, signal }: Upload,
  common: Record<string, string>,
): ClientRequest {
  const url = new URL(server.address + path);
  const headers = {
    ...common,
    'content-type': 'application/octet-stream',
    'content-length': size,
    ...(encoding !== null && { 'content-encoding': encoding }),
    expect: '100-continue',
  };
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const request = send(url, { method: 'PUT', headers, signal, timeout: patience });
  // Some networks forget a connection that is silent for 4 minutes, as while a host takes a large volume.
  request.setSocketKeepAlive(true, keepAliveAfter);
  request.once('timeout', () => request.destroy(new FinalError('nothing came for 15 minutes')));
  return request;
}
