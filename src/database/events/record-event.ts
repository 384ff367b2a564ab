import { randomUUID } from 'node:crypto';
import type { EntityManager } from '../database.ts';
import { findWhere } from '../rows/find-where.ts';
import { insertRow } from '../rows/insert-row.ts';
import { execute } from '../rows/statement.ts';
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

const countAgain = 'update events set count = count + 1, last_at = ? where serial = ?';

/** Counts it to the last one, where that said the same a while ago; false: it did not. */
async function fold(em: EntityManager, event: NewEvent): Promise<boolean> {
  const { type, account, summary, at } = event;
  const last = await lastOfSame(em, event);
  const isAlike = last?.type === type && last.summary === summary;
  if (!isAlike || (last.account ?? null) !== account) return false;
  if (at.getTime() - last.at.getTime() >= foldFor) return false;
  return (await execute(em, countAgain, [at, last.serial])).changed > 0;
}

/** Events among which the last of the same is looked for: each check of a unikernel has its own. */
const looked = 50;
const ofChecks = `object = ? and last_at > ? and type like 'check.%' order by serial desc limit ${looked}`;
const ofNoChecks =
  "object = ? and last_at > ? and type not like 'check.%' order by serial desc limit 1";

/** What was said last of the same: where the opposite came between, that it is so again is news. */
async function lastOfSame(em: EntityManager, event: NewEvent): Promise<StoredEvent | undefined> {
  const { object, at } = event;
  const isCheck = event.type.startsWith('check.');
  const since = new Date(at.getTime() - foldFor);
  const found = await findWhere(em, StoredEvent, isCheck ? ofChecks : ofNoChecks, [object, since]);
  return found.find((other) => !isCheck || checkOf(other) === checkOf(event));
}

const checkOf = ({ facts }: Pick<EventContent, 'facts'>) => facts.checkId ?? facts.number;
