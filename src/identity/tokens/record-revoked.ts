import type { EntityManager } from '../../database/database.ts';
import { recordEvent } from '../../database/events/record-event.ts';
import { Account } from '../accounts/entity.ts';
import { tokenRevoked } from '../identity-events.ts';
import { Token } from './entity.ts';

/** Records, in the transaction that revokes it, that a token was revoked. */
export async function recordRevoked(em: EntityManager, id: string, at: Date): Promise<void> {
  const { accountId, name } = await em.findOneOrFail(Token, { id });
  const account = await em.findOneOrFail(Account, { id: accountId });
  await recordEvent(em, { ...tokenRevoked.of({ token: id, name }), account: account.name, at });
}
