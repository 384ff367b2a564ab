import { fetchInMemory, isInMemory } from './memory-http.ts';

/** What a test asks for; `json` is sent as the body. */
export interface Ask {
  readonly method?: string;
  readonly token?: string;
  readonly json?: unknown;
  readonly body?: string | Uint8Array<ArrayBuffer> | FormData;
  readonly headers?: Readonly<Record<string, string>>;
  /** Leaves when it aborts. */
  readonly signal?: AbortSignal;
}

/** An answer, read whole. */
export interface Told {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; fails where it is none. */
  readonly json: unknown;
}

/** Asks a server, `path` being everything behind its address. */
export async function ask(url: string, path: string, options: Ask = {}): Promise<Told> {
  const { method, token, json, body, headers, signal } = options;
  const answer = await (isInMemory(url) ? fetchInMemory : fetch)(url + path, {
    method: method ?? (json === undefined && body === undefined ? 'GET' : 'POST'),
    redirect: 'manual',
    ...(signal && { signal }),
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body: json === undefined ? (body ?? null) : JSON.stringify(json),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    headers: answer.headers,
    text,
    get json() {
      return JSON.parse(text);
    },
  };
}
