import { randomBytes, randomUUID } from 'node:crypto';
import type { Label } from '../../albatross/names.ts';
import type { EntityManager } from '../../database/database.ts';
import type { AccountBelongings } from './belongings.ts';
import { Account, Domain } from './entity.ts';
import type { Passwords } from './passwords.ts';

/** An account that is made for somebody. */
export interface NewAccount {
  readonly name: Label;
  /** In lower case. */
  readonly email: string;
  readonly admin: boolean;
}

/** What an account begins with. */
export interface Beginning {
  readonly passwordHash: string;
  /** What others keep for it. */
  readonly belongings: readonly AccountBelongings[];
  readonly now: Date;
}

/** The hash of a password that nobody knows: a link gives the account another. */
export async function unknownPassword(passwords: Passwords, whose: string): Promise<string> {
  return await passwords.hash(randomBytes(32).toString('base64url'), whose);
}

/**
 * Makes an active account, without anybody's approval. Throws `UniqueConstraintViolationException` where its
 * name or its address is taken.
 */
export async function makeAccount(
  em: EntityManager,
  { name, email, admin }: NewAccount,
  { passwordHash, belongings, now }: Beginning,
): Promise<Account> {
  const isFirst = (await em.count(Account)) === 0;
  const account = em.create(Account, {
    ...{ id: randomUUID(), name, email, passwordHash, active: true, admin },
    ...{ first: isFirst || null, createdAt: now, approvedAt: now, waitsFrom: null },
  });
  em.create(Domain, { name, accountId: account.id });
  await em.flush();
  for (const each of belongings) await each.begin?.(em, account, now);
  return account;
}
