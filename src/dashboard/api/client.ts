import createClient from 'openapi-fetch';
import { noteServerTime } from '../format/use-now.ts';
import { serverAddress } from './base-path.ts';
import type { paths } from './generated/schema.d.ts';
import { offlineProblem, ProblemError, readProblem } from './problem-error.ts';

/**
 * The only way to the server, typed by its OpenAPI document. Every call rejects with a
 * `ProblemError` where the answer is no success; pass the `signal` that a query is given.
 */
export const api = createClient<paths>({ baseUrl: serverAddress, credentials: 'same-origin' });

api.use({
  async onResponse({ response }) {
    noteServerTime(Date.parse(response.headers.get('date') ?? ''));
    if (!response.ok) throw await readProblem(response);
  },
  onError({ error }) {
    if (error instanceof DOMException) throw error; // aborted by whoever asked
    throw offlineProblem(error);
  },
});

/** The data of an answer that has some. */
export async function dataOf<T>(answer: Promise<{ readonly data?: T }>): Promise<T> {
  const { data } = await answer;
  if (data === undefined) throw new TypeError('The server sent an empty response.');
  return data;
}

/** The same; null where it is refused with a code that says that there is no such thing. */
export async function dataOrNull<T>(
  answer: Promise<{ readonly data?: T }>,
  absent: readonly string[],
): Promise<T | null> {
  try {
    return await dataOf(answer);
  } catch (error) {
    if (error instanceof ProblemError && absent.includes(error.code)) return null;
    throw error;
  }
}
