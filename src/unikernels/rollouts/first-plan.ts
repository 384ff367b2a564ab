import { pendingRequest } from './pending-request.ts';
import type { RolloutPlan } from './plan.ts';
import type { DeployRequest } from './start-rollout.ts';

const defaultSettle = 10;
const defaultDeadline = 60;

/** What is planned of a rollout before its turn has come. */
export function firstPlan(request: DeployRequest): RolloutPlan {
  const { checks, settle, deadline, onFailure, keepChecks = false } = request.wanted;
  return {
    pending: pendingRequest(request),
    checks: checks ?? [],
    keepsStanding: keepChecks,
    settle: settle ?? defaultSettle,
    deadline: deadline ?? defaultDeadline,
    onFailure: onFailure ?? null,
    ...(request.move && { move: request.move }),
    ...{ failedBefore: [], created: false, target: null, desiredBefore: 'running' },
  };
}
