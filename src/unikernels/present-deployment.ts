import type { Deployment } from './entity.ts';

/** A deployment, as the API shows it. */
export function presentDeployment(deployment: Deployment) {
  const { id, host, unikernel, action, state, digest, error } = deployment;
  const { tokenName: name, tokenPrefix: prefix } = deployment;
  return {
    id,
    host,
    unikernel,
    account: deployment.domain,
    action,
    state,
    digest: digest ?? null,
    startedAt: deployment.startedAt.toISOString(),
    finishedAt: deployment.finishedAt?.toISOString() ?? null,
    by: {
      account: deployment.accountName,
      token: name && prefix ? { name, prefix } : null,
      automatic: deployment.automatic,
    },
    ...(error ? { error } : {}),
    ...(deployment.reason ? { reason: deployment.reason } : {}),
    ...(deployment.origin ? { origin: deployment.origin } : {}),
    ...(deployment.revision ? { revision: deployment.revision } : {}),
    ...(deployment.rollback ? { rollback: deployment.rollback } : {}),
  };
}

/** The same with its steps. */
export function presentDeploymentDetails(deployment: Deployment) {
  return { ...presentDeployment(deployment), steps: deployment.steps ?? [] };
}
