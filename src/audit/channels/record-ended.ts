import type { EntityManager } from '../../database/database.ts';
import { recordEvent } from '../../database/events/record-event.ts';
import { Account } from '../../identity/accounts/entity.ts';
import { channelEnded, type EndReason } from './channel-events.ts';
import { Channel, wholeServer } from './entity.ts';

export interface Ending {
  readonly reason: EndReason;
  /** That in a sentence, for whose channel it is. */
  readonly why: string;
  readonly at: Date;
}

/** Switches a channel off, and tells whose it is; where it is off already nothing. */
export async function recordEnded(
  em: EntityManager,
  { id, name, owner }: Channel,
  { reason, why, at }: Ending,
): Promise<void> {
  const ending = { enabled: false, endedReason: why };
  if ((await em.nativeUpdate(Channel, { id, enabled: true }, ending)) === 0) return;
  const account = owner === wholeServer ? null : await em.findOne(Account, { id: owner });
  const content = channelEnded.of({ channel: id, name, reason });
  await recordEvent(em, { ...content, account: account?.name ?? null, at });
}
