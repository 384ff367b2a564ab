import type { EntityManager } from '../database/database.ts';
import { recordEvent } from '../database/events/record-event.ts';
import { accountWaiting } from './identity-events.ts';

/** Tells administrators of an account that waits for their approval, in the transaction that makes it wait. */
export async function recordWaiting(
  em: EntityManager,
  { id, name }: { readonly id: string; readonly name: string },
  at: Date,
): Promise<void> {
  await recordEvent(em, { ...accountWaiting.of({ id, account: name }), account: null, at });
}
