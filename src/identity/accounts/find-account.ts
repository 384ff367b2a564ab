import { LockMode } from '@mikro-orm/core';
import { z } from 'zod';
import { isLabel } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import type { EntityManager } from '../../database/database.ts';
import { labelField } from '../../http/fields.ts';
import { idField } from '../../http/id-field.ts';
import { Account, Domain } from './entity.ts';

/** Which account is meant: by its id, which has the form of a label, or by its name. */
export const accountRefField = labelField.meta({ description: 'The account’s name, or its id.' });

export const accountParams = z.strictObject({ account: accountRefField });

/** The account of this name or id. Throws `account-unknown`. */
export async function findAccount(em: EntityManager, ref: string): Promise<Account> {
  return (await find(em, ref)) ?? unknown();
}

/**
 * The same, locked until the transaction ends, so that it is not forgotten meanwhile as one that has waited
 * too long. Throws `account-unknown`.
 */
export async function lockAccount(em: EntityManager, ref: string): Promise<Account> {
  return (await find(em, ref, { lockMode: LockMode.PESSIMISTIC_WRITE })) ?? unknown();
}

/** The domain of an account, which outlives it, by its name or the account’s id. Throws `account-unknown`. */
export async function findDomain(em: EntityManager, ref: string): Promise<Domain> {
  const byId = isId(ref) ? await em.findOne(Domain, { accountId: ref }) : null;
  const byName = byId || !isLabel(ref) ? null : await em.findOne(Domain, { name: ref });
  return byId ?? byName ?? unknown();
}

async function find(
  em: EntityManager,
  ref: string,
  options: { readonly lockMode?: LockMode.PESSIMISTIC_WRITE } = {},
): Promise<Account | null> {
  const byId = isId(ref) ? await em.findOne(Account, { id: ref }, options) : null;
  if (byId || !isLabel(ref)) return byId;
  return await em.findOne(Account, { name: ref }, options);
}

const isId = (ref: string) => idField.safeParse(ref).success;

function unknown(): never {
  throw new Problem('account-unknown', 'There is no account of this name or id.');
}
