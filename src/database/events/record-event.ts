import { randomUUID } from 'node:crypto';
import { raw } from '@mikro-orm/core';
import type { EntityManager } from '../database.ts';
import { insertRow } from '../rows/insert-row.ts';
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
  await insertRow(em, StoredEvent, { ...row, count: 1, lastAt: event.at }, 'once');
  noteRecorded(em);
}

/** Counts it to the last one, where that said the same a while ago; false: it did not. */
async function fold(em: EntityManager, event: NewEvent): Promise<boolean> {
  const { type, account, summary, at } = event;
  const last = await lastOfSame(em, event);
  const isAlike = last?.type === type && last.summary === summary;
  if (!isAlike || (last.account ?? null) !== account) return false;
  if (at.getTime() - last.at.getTime() >= foldFor) return false;
  const count = raw<number>('count + 1');
  return (await em.nativeUpdate(StoredEvent, { serial: last.serial }, { count, lastAt: at })) > 0;
}

/** Events among which the last of the same is looked for: each check of a unikernel has its own. */
const looked = 50;

/** What was said last of the same: where the opposite came between, that it is so again is news. */
async function lastOfSame(em: EntityManager, event: NewEvent): Promise<StoredEvent | undefined> {
  const { object, at } = event;
  const isCheck = event.type.startsWith('check.');
  const ofChecks = { type: { $like: 'check.%' } };
  const lastAt = { $gt: new Date(at.getTime() - foldFor) };
  const found = await em.find(
    StoredEvent,
    { object, lastAt, ...(isCheck ? ofChecks : { $not: ofChecks }) },
    { orderBy: { serial: 'desc' }, limit: isCheck ? looked : 1, disableIdentityMap: true },
  );
  return found.find((other) => !isCheck || checkOf(other) === checkOf(event));
}

const checkOf = ({ facts }: Pick<EventContent, 'facts'>) => facts.checkId ?? facts.number;
