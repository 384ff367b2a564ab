import type { Label } from '../../albatross/names.ts';
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

/** As much of a request as says where its deployment is found. */
export interface DeployingRequest {
  readonly query: { readonly account?: Label | undefined };
  serverAddress(): string;
}

/**
 * What is answered to whoever deploys, with where they find the deployment: that where it went well, or is
 * still under way; else throws what became of it.
 */
export function answerDeployment(
  request: DeployingRequest,
  deployment: Deployment,
  created: boolean,
): Answer {
  const headers = { Location: addressOf(request, deployment) };
  return { ...outcomeOf(deployment, created), headers };
}

/** The same for those to whom it does not matter where the deployment is. */
export function outcomeOf(deployment: Deployment, created: boolean): Answer {
  const body = presentDeploymentDetails(deployment);
  if (!deployment.finishedAt) return { status: 202, body };
  if (deployment.state === 'succeeded') return { status: created ? 201 : 200, body };
  throw problemOf(deployment);
}

/** Below the path that the server is reached by; it is in the account that the request names. */
function addressOf(request: DeployingRequest, { id }: Deployment): string {
  const { query } = request;
  const basePath = new URL(request.serverAddress()).pathname.replace(/\/$/, '');
  const account = query.account === undefined ? '' : `?account=${query.account}`;
  return `${basePath}/api/v1/deployments/${id}${account}`;
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
