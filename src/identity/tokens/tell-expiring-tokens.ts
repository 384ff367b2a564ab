import type { Clock } from '../../base/clock.ts';
import { daysLeft, tellsUntil } from '../../base/days-left.ts';
import type { Database, EntityManager } from '../../database/database.ts';
import { recordEvent } from '../../database/events/record-event.ts';
import { Account } from '../accounts/entity.ts';
import { tokenExpiring } from '../identity-events.ts';
import { Token } from './entity.ts';

/** Tokens that are told of in one transaction. */
const batch = 100;

/** Tells accounts of their tokens that end soon, each at 14, 3 and 1 days once, whichever server does. */
export async function tellExpiringTokens(database: Database, clock: Clock): Promise<void> {
  const now = clock();
  const ending = { revokedAt: null, trustId: null, expiresAt: { $gt: now, $lt: tellsUntil(now) } };
  for (let after = ''; ; ) {
    const where = { ...ending, ...(after && { id: { $gt: after } }) };
    const tokens = await database.em().find(Token, where, { orderBy: { id: 'asc' }, limit: batch });
    await database.transaction((em) => tell(em, tokens, now));
    const last = tokens.at(-1);
    if (!last || tokens.length < batch) return;
    after = last.id;
  }
}

async function tell(em: EntityManager, tokens: readonly Token[], at: Date): Promise<void> {
  const ids = tokens.map(({ accountId }) => accountId);
  const owners = await em.find(Account, { id: { $in: ids } }, { fields: ['name'] });
  const names = new Map<string, string>(owners.map(({ id, name }) => [id, name]));
  for (const { id: token, name, accountId, createdAt, expiresAt } of tokens) {
    const account = names.get(accountId);
    const days = expiresAt && daysLeft(createdAt, expiresAt, at);
    if (!account || !days) continue;
    const until = expiresAt.toISOString();
    const once = `token.expiring/${token}/${until}/${days}`;
    const content = tokenExpiring.of({ token, name, days, expiresAt: until });
    await recordEvent(em, { ...content, account, at, once });
  }
}
