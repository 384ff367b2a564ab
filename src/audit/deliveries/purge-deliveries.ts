import { raw } from '@mikro-orm/core';
import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import { deleteInSteps } from '../../database/rows/delete-in-steps.ts';
import { Channel } from '../channels/entity.ts';
import { Delivery, DeliverySequence } from './entity.ts';

const day = 24 * 60 * 60 * 1000;

/** Days that is kept what was told. */
const days = 30;

/** Forgets what was told long enough ago, or waits since for whoever is suspended, in small steps. */
export async function purgeDeliveries(database: Database, clock: Clock): Promise<void> {
  const before = new Date(clock().getTime() - days * day);
  await deleteInSteps(database, Delivery, 'created_at < ?', [before]);
}

/** No event is left of what it counts. */
const isOver = `not exists (
  select 1 from events where events.object = delivery_sequences.object
)`;

/** Forgets how much each channel has told of what nothing has happened to for as long as events are kept. */
export async function purgeSequences(database: Database): Promise<void> {
  const channels = await database.em().findAll(Channel, { fields: ['id'] });
  for (const { id: channel } of channels) {
    await database.em().nativeDelete(DeliverySequence, { channel, [raw(isOver)]: [] });
  }
}
