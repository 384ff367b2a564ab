import type { Label } from '../../albatross/names.ts';
import { Problem } from '../../base/errors.ts';
import { authorize } from '../../identity/access/actor.ts';
import type { Scope } from '../../identity/access/scopes.ts';
import type { Asking, Places } from '../../places/places.ts';
import type { DeploymentHistory } from '../deployment-history.ts';
import type { Deployment } from '../entity.ts';

/** A request that names a deployment in its path. */
export interface DeploymentRequest extends Asking {
  readonly params: { readonly id: string };
  readonly query: { readonly account?: Label | undefined };
}

/** The deployment of a path, as far as whoever asks may see it. Throws `deployment-unknown`, and 403. */
export async function findDeployment(
  { places, history }: { readonly places: Places; readonly history: DeploymentHistory },
  request: DeploymentRequest,
  scope: Scope,
): Promise<Deployment> {
  const domain = await places.domainOf(request, request.query.account);
  const found = await history.find(domain, request.params.id);
  if (!found) throw new Problem('deployment-unknown', 'There is no such deployment.');
  authorize(request.actor, scope, { host: found.host, name: found.unikernel });
  return found;
}
