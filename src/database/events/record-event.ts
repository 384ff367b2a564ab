import { randomUUID } from 'node:crypto';
import { raw } from '@mikro-orm/core';
import type { EntityManager } from '../database.ts';
import type { EventContent } from './define-event.ts';
import { StoredEvent } from './entity.ts';
import { noteRecorded } from './recorded.ts';

/** Milliseconds within which events that say the same count as one, from the first on. */
const foldFor = 10 * 60_000;

/** Something that has happened: what a type of event makes, whose it is and when it was. */
export interface NewEvent extends EventContent {
  /** The name of the account; null: only administrators see it. */
  readonly account: string | null;
  /** By our clock. */
  readonly at: Date;
  /** By its host's, where that has told. */
  readonly hostAt?: Date | null;
  /** Where it is to be told once only: a key that no other event has. */
  readonly once?: string;
}

/**
 * Records an event in the transaction that makes it true: it is published once that is committed, and
 * never was where it is not.
 */
export async function recordEvent(em: EntityManager, event: NewEvent): Promise<void> {
  if (event.folds && (await fold(em, event))) return;
  const { folds, hostAt = null, once = null, ...content } = event;
  const row = { ...content, id: randomUUID(), number: null, hostAt, once };
  await em
    .createQueryBuilder(StoredEvent)
    .insert({ ...row, count: 1, lastAt: event.at })
    .onConflict('once')
    .ignore()
    .execute();
  noteRecorded(em);
}

/** Counts it to one that said the same a while ago; false: there is none. */
async function fold(em: EntityManager, event: NewEvent): Promise<boolean> {
  const { type, object, account, summary, at } = event;
  const since = new Date(at.getTime() - foldFor);
  const alike = { type, object, account, summary, at: { $gt: since } };
  const count = raw<number>('count + 1');
  return (await em.nativeUpdate(StoredEvent, alike, { count, lastAt: at })) > 0;
}
