import { type Mutation, type QueryClient, queryOptions } from '@tanstack/react-query';
import { navigate } from 'wouter/use-browser-location';
import { basePath, pagePath } from './base-path.ts';
import { api, dataOf } from './client.ts';
import type { Schema } from './schema.ts';
import { isEntrance, signInPath } from './wanted-page.ts';

/**
 * Where a browser remembers that somebody signed in here, so that a first visit asks for nothing
 * that it may not have. Whether the session still holds, only the server knows.
 */
const hint = 'fulmar-signed-in';

/** Whether there may be a session. */
export function maybeSignedIn(): boolean {
  return localStorage.getItem(hint) !== null;
}

/** Whose session it is. */
export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/account', { signal })),
  staleTime: 60_000,
});

/** Whether one may sign up, and what it takes. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => dataOf(api.GET('/api/v1/setup', { signal })),
  staleTime: 0,
});

export function signUp(body: Schema['SignUp']) {
  return dataOf(api.POST('/api/v1/accounts', { body }));
}

/**
 * What an upload is marked with, `meta`: it goes on where the session ends by itself, and its account
 * finds it again.
 */
export const uploadOf = (account: string | undefined) => ({ account });

const accountOf = ({ meta }: Mutation<unknown, Error, unknown>) => meta?.account;

/** Opens a session; what was known for another account is forgotten. */
export async function signIn(client: QueryClient, body: Schema['SignIn']): Promise<void> {
  const account = await dataOf(api.POST('/api/v1/session', { body }));
  forget(client, (upload) => upload === account.id);
  client.setQueryData(accountQuery.queryKey, account);
  localStorage.setItem(hint, 'yes');
}

export async function signOut(client: QueryClient): Promise<void> {
  await api.DELETE('/api/v1/session');
  localStorage.removeItem(hint);
  forget(client, () => false);
  navigate(`${basePath}/sign-in`);
}

/** What the browser's history keeps beside the page for signing in, where that is why it is shown. */
const afterSession = { sessionEnded: true } as const;

/** Whether the state of the history says so. */
export const isAfterSession = (state: unknown): boolean =>
  Reflect.get(Object(state), 'sessionEnded') === true;

/** The session is over: on to signing in, and from there back to this page. */
export function endSession(client: QueryClient): void {
  const path = pagePath();
  if (isEntrance(path)) return; // it is known already
  localStorage.removeItem(hint);
  forget(client, (upload) => upload !== undefined);
  const to = signInPath(path + location.search);
  navigate(basePath + to, { replace: true, state: afterSession });
}

/**
 * Calls back when another tab of this browser has signed in or out: the session is one for all of
 * them. Gives what ends that.
 */
export function onSessionElsewhere(listener: (signedIn: boolean) => void): () => void {
  const follow = ({ key, newValue }: StorageEvent) => {
    if (key === hint) listener(newValue !== null);
  };
  addEventListener('storage', follow);
  return () => removeEventListener('storage', follow);
}

/** Forgets all that is known, but for the uploads of the accounts that are said to be kept. */
function forget(client: QueryClient, keeps: (account: unknown) => boolean): void {
  client.getQueryCache().clear();
  const known = client.getMutationCache();
  for (const mutation of known.getAll()) if (!keeps(accountOf(mutation))) known.remove(mutation);
}
