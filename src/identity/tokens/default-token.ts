import type { Clock } from '../../base/clock.ts';
import type { EntityManager } from '../../database/database.ts';
import type { RandomSource } from '../credentials/secret.ts';
import { defaultLimit, type MadeToken, makeToken } from './make-token.ts';
import { addPeriod } from './periods.ts';
import { readOnly } from './presets.ts';

/** Makes the token that every account begins with: read-only, for three months. */
export function defaultTokens(clock: Clock, random?: RandomSource) {
  return (em: EntityManager, accountId: string): MadeToken => {
    const now = clock();
    const fields = {
      name: 'default',
      description: 'Made at sign-up.',
      scopes: readOnly.scopes,
      hosts: null,
      names: null,
      addresses: null,
      expiresAt: addPeriod(now, '3 months'),
      hourlyLimit: defaultLimit,
    };
    return makeToken(em, { ...fields, accountId, madeBy: null }, now, random);
  };
}
