import type { EntityManager } from '../../database/database.ts';
import type { AccountBelongings } from '../../identity/accounts/belongings.ts';
import { Mute, SeenEvents } from '../notices/entity.ts';
import { removeChannels } from './channels.ts';
import { Channel } from './entity.ts';

/** Channels, and what else says how an account is told, end with it. */
export const channelsOfAccounts: AccountBelongings = {
  async count(em, { id: owner }) {
    const channels = await em.count(Channel, { owner });
    return { channels, mutes: await em.count(Mute, { owner }) };
  },
  end: (em, accountId) => removeAll(em, [accountId]),
  forget: removeAll,
};

async function removeAll(em: EntityManager, accountIds: readonly string[]): Promise<void> {
  const owner = { $in: [...accountIds] };
  const channels = await em.find(Channel, { owner }, { fields: ['id'] });
  await removeChannels(
    em,
    channels.map(({ id }) => id),
  );
  await em.nativeDelete(Mute, { owner });
  await em.nativeDelete(SeenEvents, { accountId: owner });
}
