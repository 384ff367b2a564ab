import { offlineProblem, problemOf } from './problem-error.ts';

export interface SendOptions {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  /** A file is read from the disk while it is sent: the page does not hold it. */
  readonly body: Blob | FormData;
  readonly headers?: Readonly<Record<string, string>>;
  /** Called with how many octets have left, ever more of them. */
  onProgress(sent: number): void;
  readonly signal: AbortSignal;
}

/**
 * Sends a body that may be large and tells how much of it has left, which `fetch` does not. Gives
 * the JSON of the answer; rejects with a `ProblemError`, or with the signal's reason.
 */
export function sendBody<T>(options: SendOptions): Promise<T> {
  const { method, url, body, headers = {}, onProgress, signal } = options;
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  if (signal.aborted) return Promise.reject(signal.reason);
  const request = new XMLHttpRequest();
  request.open(method, url);
  request.responseType = 'json';
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  request.upload.onprogress = ({ loaded }) => onProgress(loaded);
  request.onload = () => {
    const { status, response } = request;
    if (status >= 200 && status < 300) resolve(response);
    else reject(problemOf(status, response, request.getResponseHeader('x-request-id')));
  };
  request.onerror = () => reject(offlineProblem(new Error('the request failed')));
  request.onabort = () => reject(signal.reason);
  const abort = () => request.abort();
  signal.addEventListener('abort', abort);
  request.onloadend = () => signal.removeEventListener('abort', abort);
  request.send(body);
  return promise;
}
