import { Problem } from '../../base/errors.ts';
import type { EntityManager } from '../../database/database.ts';
import { Account } from '../accounts/entity.ts';
import { reserveToken } from '../tokens/find-token.ts';
import { defaultLimit, type MadeToken, makeToken } from '../tokens/make-token.ts';
import { addPeriod } from '../tokens/periods.ts';
import type { DeviceRequest } from './entity.ts';

/** How long a token lives that a program was given. */
export const tokenPeriod = '3 months';

/** Makes the token that was allowed, if the account may still give it. */
export async function givenToken(
  em: EntityManager,
  { client, scopes, address }: DeviceRequest,
  accountId: string,
  now: Date,
): Promise<MadeToken | Problem> {
  const account = await em.findOne(Account, { id: accountId });
  const mayGive = account?.active && (account.admin || !scopes.includes('admin'));
  if (!mayGive) {
    const facts = { error: 'access_denied' };
    return new Problem('device-denied', 'The account may not give it any more.', { facts });
  }
  await reserveToken(em, accountId);
  const fields = {
    ...{ name: client, description: `Allowed for ${address} by a code.`, scopes },
    ...{ hosts: null, names: null, addresses: null, hourlyLimit: defaultLimit },
    expiresAt: addPeriod(now, tokenPeriod),
  };
  return makeToken(em, { ...fields, accountId, madeBy: null }, now);
}
