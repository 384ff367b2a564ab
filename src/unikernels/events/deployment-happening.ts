import type { NewEvent } from '../../database/events/record-event.ts';
import type { Deployment } from '../entity.ts';
import {
  deploymentCancelled,
  deploymentFailed,
  deploymentRolledBack,
  deploymentStarted,
  deploymentSucceeded,
  deploymentUnknown,
} from './deployment-events.ts';

/** As much of a deployment as its events tell. */
export type ToldDeployment = Pick<
  Deployment,
  'id' | 'host' | 'domain' | 'unikernel' | 'action' | 'automatic'
>;

/** How a deployment goes on. */
export type ToldChange = Partial<Pick<Deployment, 'state' | 'phase' | 'reason' | 'finishedAt'>>;

/** What is told of a deployment that goes on so; null: nothing. */
export function deploymentHappening(
  deployment: ToldDeployment,
  change: ToldChange,
  at: Date,
): NewEvent | null {
  const { id, host, domain: account, unikernel, action, automatic } = deployment;
  const facts = { host, unikernel, deployment: id, action, automatic };
  const reason = change.reason ?? null;
  if (change.phase === 'sending') return { ...deploymentStarted.of(facts), account, at };
  if (!change.finishedAt) return null;
  switch (change.state) {
    case 'succeeded':
      return { ...deploymentSucceeded.of(facts), account, at };
    case 'rolled-back':
      return { ...deploymentRolledBack.of({ ...facts, reason }), account, at };
    case 'failed':
      return { ...deploymentFailed.of({ ...facts, reason }), account, at };
    case 'cancelled':
      return { ...deploymentCancelled.of(facts), account, at };
    case 'unknown':
      return { ...deploymentUnknown.of(facts), account, at };
    default:
      return null;
  }
}
