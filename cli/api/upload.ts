import { createReadStream } from 'node:fs';
import { type ClientRequest, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { noAnswer, requestHeaders } from './client.ts';
import { createMeter } from './meter.ts';
import { ApiProblem, problemOf } from './problem.ts';

/** Milliseconds without an octet either way. A host may take that long for what was received. */
const patience = 15 * 60_000;

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

/**
 * Sends a file, once the server has said that it takes it, as fast as it reads. `fetch` neither
 * waits for that nor tells how far it is. Rejects with an `ApiProblem`, where nothing answers with a
 * `CommandError`, and with the signal's reason.
 */
export async function uploadFile(upload: Upload): Promise<Uploaded> {
  const { server, file, onProgress, signal } = upload;
  const request = beginRequest(upload);
  const meter = createMeter(onProgress);
  const answered = answerOf(request);
  // A refusal may come at any time: then nobody needs the rest, and its failure is no news.
  onceAllowed(request, upload.continueWait ?? continueWait, () => {
    pipeline(createReadStream(file), meter.stream, request).catch((error) =>
      request.destroy(error),
    );
  });
  request.flushHeaders();
  try {
    return { answer: JSON.parse(await answered), digest: meter.digest() };
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    throw error instanceof ApiProblem ? error : noAnswer(server.address, error);
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

function beginRequest({ server, path, size, encoding, signal }: Upload): ClientRequest {
  const url = new URL(server.address + path);
  const headers = {
    ...requestHeaders(server.token, 'PUT'),
    'content-type': 'application/octet-stream',
    'content-length': size,
    ...(encoding !== null && { 'content-encoding': encoding }),
    expect: '100-continue',
  };
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const request = send(url, { method: 'PUT', headers, signal, timeout: patience });
  request.once('timeout', () => request.destroy(new Error('nothing came for 15 minutes')));
  return request;
}

/** The text of the answer. Rejects with an `ApiProblem` where it refuses, and as the request does. */
function answerOf(request: ClientRequest): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  request.once('error', reject);
  request.once('response', (response) => {
    const { statusCode: status = 0 } = response;
    text(response)
      .then((body) =>
        status >= 200 && status < 300 ? resolve(body) : reject(problemOf(status, body)),
      )
      .catch(reject);
  });
  return promise;
}
