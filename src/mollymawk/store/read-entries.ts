import type * as z from 'zod';
import { explainIssue } from '../../base/explain-issue.ts';
import { cleanName } from './clean-name.ts';
import { addressOf } from './mailbox.ts';
import {
  type Store,
  type StoreFault,
  type StoreHost,
  type StoreToken,
  type StoreUser,
  type store,
  storeHost,
  storeToken,
  storeUser,
} from './store-schema.ts';

/** Reads each entry by itself: one that is not as mollymawk writes it becomes a fault, and the others are read. */
export function readEntries({ version, ...lists }: z.output<typeof store>): Store {
  const faults: StoreFault[] = [];
  const users = lists.users.flatMap((entry, at) => readUser(entry, at, faults));
  const configuration = lists.configuration.flatMap((entry, at) => readHost(entry, at, faults));
  return { version, users, configuration, faults };
}

function readUser(entry: unknown, at: number, faults: StoreFault[]): readonly StoreUser[] {
  const read = storeUser.safeParse(entry, { error: explainIssue });
  if (!read.success) {
    const why = `${faultOf(read.error)}${withoutTokens(entry)}`;
    faults.push({
      what: 'account',
      name: nameOf(entry, `users.${at}`),
      email: emailOf(entry),
      why,
    });
    return [];
  }
  const { tokens, ...user } = read.data;
  const readTokens = tokens.flatMap((token, number) => readToken(token, number, user.name, faults));
  return [{ ...user, tokens: readTokens }];
}

function readToken(
  entry: unknown,
  at: number,
  user: string,
  faults: StoreFault[],
): readonly StoreToken[] {
  const read = storeToken.safeParse(entry, { error: explainIssue });
  if (read.success) return [read.data];
  const name = `${user}/${nameOf(entry, `tokens.${at}`)}`;
  faults.push({ what: 'token', name, why: faultOf(read.error) });
  return [];
}

function readHost(entry: unknown, at: number, faults: StoreFault[]): readonly StoreHost[] {
  const read = storeHost.safeParse(entry, { error: explainIssue });
  if (read.success) return [read.data];
  const name = nameOf(entry, `configuration.${at}`);
  faults.push({ what: 'host', name, why: faultOf(read.error) });
  return [];
}

function faultOf({ issues }: z.ZodError): string {
  const [{ path, message } = { path: [], message: '' }] = issues;
  const where = path.length > 0 ? `its ${path.join('.')}: ` : '';
  return `it is not as mollymawk writes it: ${where}${message}`;
}

function withoutTokens(user: unknown): string {
  const tokens: unknown = Reflect.get(Object(user), 'tokens');
  if (!Array.isArray(tokens) || tokens.length === 0) return '';
  return `; its tokens are left out, too: ${tokens.length}`;
}

function emailOf(user: unknown): string | null {
  const email: unknown = Reflect.get(Object(user), 'email');
  return typeof email === 'string' ? addressOf(email) : null;
}

/** Where there is no name, where it stands. */
function nameOf(entry: unknown, place: string): string {
  const name: unknown = Reflect.get(Object(entry), 'name');
  return (typeof name === 'string' && cleanName(name)) || place;
}
