import type { EntityManager } from '../../database/database.ts';
import { EmailLink } from './addresses/entity.ts';
import type { Account } from './entity.ts';
import { PasswordReset } from './resets/entity.ts';

/**
 * Ends the links that give an account another password or address: whoever asked for one may be who a new
 * password, or a suspension, is to keep out. What proves the address that it has stays good.
 */
export async function endLinks(
  em: EntityManager,
  { id, email }: Pick<Account, 'id' | 'email'>,
): Promise<void> {
  await em.nativeDelete(PasswordReset, { accountId: id });
  await em.nativeDelete(EmailLink, { accountId: id, email: { $ne: email } });
}
