import { LockMode } from '@mikro-orm/core';
import { Problem } from '../../base/errors.ts';
import type { EntityManager } from '../../database/database.ts';
import { Account } from '../../identity/accounts/entity.ts';
import { DeliveryCursor } from '../deliveries/entity.ts';
import { Channel, wholeServer } from './entity.ts';

/** Whoever changes an owner's channels does so alone. Throws `account-unknown` where it has just ended. */
export async function lockChannels(em: EntityManager, owner: string): Promise<void> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  if (owner === wholeServer) {
    await em.findOne(DeliveryCursor, { id: 1 }, { lockMode });
    return;
  }
  const account = await em.findOne(Account, { id: owner }, { lockMode });
  if (!account) throw new Problem('account-unknown', 'The account has ended.');
}

/** The channel as it is now, which nobody removes before the commit. Throws `channel-unknown`. */
export async function lockChannel(em: EntityManager, id: string): Promise<Channel> {
  const lockMode = LockMode.PESSIMISTIC_WRITE;
  const channel = await em.findOne(Channel, { id }, { lockMode });
  if (!channel) throw channelUnknown();
  return channel;
}

/** The answer to whoever names a channel that is not there, or somebody else's. */
export function channelUnknown(): Problem {
  return new Problem('channel-unknown', 'There is no channel of this id.');
}
