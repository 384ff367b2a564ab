import { Problem, type ProblemFacts } from '../../base/errors.ts';
import type { Answer } from '../../http/handler.ts';
import type { Deployment } from '../entity.ts';
import { presentDeploymentDetails } from '../present-deployment.ts';

/** Seconds that a request waits where it does not say. */
const defaultWait = 50;

/** Seconds that a request wants to wait (`Prefer: wait=n`, RFC 7240 section 4.3), at most 50. */
export function preferredWait(prefer: string | null): number {
  const [, seconds] = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})"?\s*(?:$|[,;])/i.exec(prefer ?? '') ?? [];
  return seconds === undefined ? defaultWait : Math.min(Number(seconds), defaultWait);
}

/**
 * What is answered to whoever deploys: the deployment where it went well, or is still under way; else
 * throws what became of it.
 */
export function answerDeployment(deployment: Deployment, created: boolean): Answer {
  const body = presentDeploymentDetails(deployment);
  const headers = { Location: `/api/v1/deployments/${deployment.id}` };
  if (!deployment.finishedAt) return { status: 202, body, headers };
  if (deployment.state === 'succeeded') return { status: created ? 201 : 200, body, headers };
  throw problemOf(deployment);
}

function problemOf(deployment: Deployment): Problem {
  const { id, error, rollback, steps } = deployment;
  const detail = error ?? 'It did not succeed.';
  const facts: ProblemFacts = {
    deployment: id,
    ...(rollback && { rollback }),
    ...(steps && { steps }),
  };
  return new Problem(codeOf(deployment), detail, { facts });
}

function codeOf({ state, reason }: Deployment) {
  if (state === 'rolled-back') return 'rolled-back';
  if (state === 'superseded' || state === 'cancelled') return state;
  if (state === 'unknown') return 'outcome-unknown';
  if (reason === 'not-staying-up' || reason === 'check-failed') return reason;
  return 'host-refused';
}
