import type { EntityManager } from '../../database/database.ts';
import { rowsOf } from '../deployment-history.ts';
import { UnikernelHealth } from '../health/entity.ts';
import { StoredUnikernel } from '../registry/entity.ts';
import { notKept } from '../registry/rows.ts';
import { Release } from '../releases/entity.ts';
import type { UnikernelKey } from '../unikernel-locks.ts';
import { isAskedSince, type Move } from './move.ts';

/**
 * What is remembered of a unikernel goes along to where it runs now: releases, labels, settings and checks.
 * The former one is no longer kept running. If that was started anew meanwhile, it stays, and nothing goes along.
 * Calling it again changes nothing.
 */
export async function carryAlong(
  em: EntityManager,
  from: UnikernelKey,
  to: UnikernelKey,
  move: Pick<Move, 'askedAt'>,
): Promise<void> {
  const former = await em.findOne(StoredUnikernel, { ...from, destroyedAt: null });
  if (former && isAskedSince(former, move)) return;
  if ((await em.count(Release, rowsOf(to))) === 0) {
    await em.nativeUpdate(Release, rowsOf(from), { host: to.host });
  }
  if ((await em.count(UnikernelHealth, { ...to })) === 0) {
    await em.nativeUpdate(UnikernelHealth, { ...from }, { host: to.host });
  }
  if (!former) return;
  const { labels, keepRunning, keepConsole, health = null } = former;
  if (former.keepRunning) await em.nativeUpdate(StoredUnikernel, { id: former.id }, notKept);
  const isKept = keepRunning ? { keepRunning } : {};
  await em.nativeUpdate(StoredUnikernel, { ...to }, { labels, keepConsole, health, ...isKept });
}
