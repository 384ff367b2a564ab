import type { EntityManager } from '../../database/database.ts';
import { findEqual } from '../../database/rows/find-equal.ts';
import { updateEqual } from '../../database/rows/update-equal.ts';
import { steadyAfter } from '../state/conclude-state.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { StoredUnikernel } from './entity.ts';

/**
 * Records that one ran until now, and that its host does not start it again: it has ended it for what it was told
 * instead. One that was gone for long, or was stopped, stays what it is. `Registry.changed` is to be called behind it.
 */
export async function markGone(em: EntityManager, key: UnikernelKey, now: Date): Promise<void> {
  const [row] = await findEqual(em, StoredUnikernel, { ...key, destroyedAt: null });
  if (!row || row.desired === 'stopped') return;
  const { id, absentSince } = row;
  if (absentSince && now.getTime() - absentSince.getTime() >= steadyAfter) return;
  const exit = { ...(row.exit ?? { code: null, reason: null }), isReplaced: true } as const;
  await updateEqual(em, StoredUnikernel, { id }, { exit, absentSince: absentSince ?? now });
}
