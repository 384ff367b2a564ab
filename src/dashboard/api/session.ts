import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { navigate } from 'wouter/use-browser-location';
import { api, dataOf } from './client.ts';
import type { Schema } from './schema.ts';
import { signInPath } from './wanted-page.ts';

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

/** Opens a session; what was known for another account is forgotten. */
export async function signIn(client: QueryClient, body: Schema['SignIn']): Promise<void> {
  const account = await dataOf(api.POST('/api/v1/session', { body }));
  client.clear();
  client.setQueryData(accountQuery.queryKey, account);
  localStorage.setItem(hint, 'yes');
}

export async function signOut(client: QueryClient): Promise<void> {
  await api.DELETE('/api/v1/session');
  forget(client);
  navigate('/sign-in');
}

/** The session is over: on to signing in, and from there back to this page. */
export function endSession(client: QueryClient): void {
  forget(client);
  navigate(signInPath(location.pathname + location.search), { replace: true });
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

function forget(client: QueryClient): void {
  localStorage.removeItem(hint);
  client.clear();
}
