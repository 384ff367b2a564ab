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
  const where = { domain, finishedAt: null, ...untold };
  for (const { id, steps } of await em.find(Deployment, where)) {
    const log = new StepLog(() => now, steps ?? []);
    log.settleAll('skipped');
    const end = { state: 'cancelled', error, steps: log.all, finishedAt: now } as const;
    await em.nativeUpdate(Deployment, { id, ...where }, end);
  }
}
