import { randomUUID } from 'node:crypto';
import createClient, { type Client } from 'openapi-fetch';
import { CommandError } from '../output/command-error.ts';
import type { paths } from './generated/schema.d.ts';
import { noAnswer } from './no-answer.ts';
import { readProblem } from './problem.ts';
import { send } from './send.ts';

/** A server, and the credential to ask it with. */
export interface ApiOptions {
  /** Its address, which may have a path. */
  readonly server: string;
  readonly token: string | null;
  readonly signal: AbortSignal;
}

/** Version 1 of the API, typed by its OpenAPI document. */
export type Api = Client<paths>;

/**
 * Every call rejects with an `ApiProblem` where it is refused, with a `CommandError` where nothing
 * answers, and with the signal's reason. Reads are tried again; changes have an `Idempotency-Key`.
 */
export function createApi({ server, token, signal }: ApiOptions): Api {
  const api = createClient<paths>({
    baseUrl: server,
    redirect: 'error',
    fetch: (request) => send(request, signal),
  });
  api.use({
    onRequest({ request }) {
      for (const [name, value] of Object.entries(requestHeaders(token, request.method))) {
        request.headers.set(name, value);
      }
    },
    async onResponse({ response }) {
      if (!response.ok) throw await readProblem(response);
    },
    onError({ error }) {
      if (signal.aborted) throw signal.reason;
      throw noAnswer(server, error);
    },
  });
  return api;
}

/** What every request has. */
export function requestHeaders(token: string | null, method: string): Record<string, string> {
  return {
    'user-agent': 'fulmar-cli',
    ...(token !== null && { authorization: `Bearer ${token}` }),
    ...(method !== 'GET' && { 'idempotency-key': randomUUID() }),
  };
}

/** The data of an answer that has some. */
export async function dataOf<T>(answer: Promise<{ readonly data?: T }>): Promise<T> {
  const { data } = await answer;
  if (data === undefined) throw new CommandError('The answer has no content, and should have.');
  return data;
}
