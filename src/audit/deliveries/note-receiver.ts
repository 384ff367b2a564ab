import type { EntityManager } from '../../database/database.ts';
import type { EndReason } from '../channels/channel-events.ts';
import type { Channel } from '../channels/entity.ts';
import { recordEnded } from '../channels/record-ended.ts';
import type { Outcome } from './judge-answer.ts';
import { putOffUntil } from './next-try.ts';

/** Milliseconds after which a receiver that takes nothing is not tried any more, as Standard Webhooks recommends. */
const patience = 5 * 24 * 60 * 60_000;

/** Tries of what is given up that say something of the receiver: fewer there are where nobody was here to send. */
const enoughTries = 3;

export interface TriedReceiver {
  readonly outcome: Outcome;
  /** How often the same was tried. */
  readonly tries: number;
  /** Whether it is not tried any more. */
  readonly isGivenUp: boolean;
  readonly now: Date;
}

/** Keeps what a try says of the channel's receiver, and ends the channel where that is gone, or takes nothing. */
export async function noteReceiver(
  em: EntityManager,
  channel: Channel,
  { outcome, tries, isGivenUp, now }: TriedReceiver,
): Promise<void> {
  const { state, retryAfter, status, fault } = outcome;
  if (retryAfter) channel.putOffUntil = putOffUntil(retryAfter, now);
  if (state === 'delivered') channel.failingSince = null;
  if (state === 'waiting') channel.failingSince ??= now;
  await em.flush();
  const end = (reason: EndReason, why: string) =>
    recordEnded(em, channel, { reason, why, at: now });
  if (status === 410) return await end('gone', fault ?? '');
  const { failingSince: since } = channel;
  if (!isGivenUp || tries < enoughTries || !since) return;
  if (now.getTime() - since.getTime() < patience) return;
  await end('failing', `It has taken nothing for five days. ${fault ?? ''}`);
}
