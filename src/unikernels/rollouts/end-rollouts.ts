import type { Label } from '../../albatross/names.ts';
import type { EntityManager } from '../../database/database.ts';
import { Deployment } from '../entity.ts';
import { untold } from './rollout-records.ts';
import { StepLog } from './step-log.ts';

/** Ends the rollouts of a domain, except while a host is being told. What runs is left as it is. */
export async function endRollouts(
  em: EntityManager,
  domain: Label,
  error: string,
  now: Date,
): Promise<void> {
  await endAll(em, { domain, finishedAt: null, ...untold }, { error, now });
}

/** Ends those that have waited for a unikernel since before it was stopped or destroyed. */
export async function endWaiting(
  em: EntityManager,
  { host, domain, unikernel, action, startedAt }: Deployment,
  now: Date,
): Promise<void> {
  const waiting = { host, domain, unikernel, phase: 'queued' as const, finishedAt: null };
  const error = `The unikernel was told to ${action}.`;
  await endAll(em, { ...waiting, startedAt: { $lt: startedAt } }, { error, now });
}

async function endAll(
  em: EntityManager,
  where: Readonly<Record<string, unknown>>,
  { error, now }: { readonly error: string; readonly now: Date },
): Promise<void> {
  for (const { id, steps } of await em.find(Deployment, where)) {
    const log = new StepLog(() => now, steps ?? []);
    log.settleAll('skipped');
    const end = { state: 'cancelled', error, steps: log.all, finishedAt: now } as const;
    await em.nativeUpdate(Deployment, { ...where, id }, { ...end, sealedPlan: null });
  }
}
