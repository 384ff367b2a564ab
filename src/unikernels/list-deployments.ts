import type { Label } from '../albatross/names.ts';
import type { HostDirectory } from '../host-client/host-directory.ts';
import type { Actor } from '../identity/access/actor.ts';
import { Authority } from '../places/authority.ts';
import type { DeploymentHistory } from './deployment-history.ts';
import type { Deployment } from './entity.ts';
import type { UnikernelKey } from './unikernel-locks.ts';

/**
 * What was done to a unikernel, the newest first, whether it runs or not. Throws `host-unknown`
 * where nothing is known of the host.
 */
export async function listDeployments(
  { history, hosts }: { readonly history: DeploymentHistory; readonly hosts: HostDirectory },
  key: UnikernelKey,
  limit: number,
): Promise<Deployment[]> {
  const deployments = await history.list(key, limit);
  if (deployments.length === 0) hosts.get(key.host); // of a removed host it stays readable
  return deployments;
}

/** A page of a domain's deployments: those before the one of this id; null: from the newest. */
export interface RecentPage {
  readonly limit: number;
  readonly before: string | null;
}

/**
 * What was done in a domain (null: in all of them), the newest first, as far as the actor may see it; all of it is older
 * than the deployment `before`, which the actor has to be allowed to see, too.
 */
export async function listRecentDeployments(
  history: DeploymentHistory,
  actor: Actor,
  domain: Label | null,
  { limit, before }: RecentPage,
): Promise<Deployment[]> {
  const last = before === null ? null : await history.find(domain, before);
  if (before !== null && !last) return [];
  if (last) new Authority(actor, last.host).expect('unikernels:read', last.unikernel);
  const { credential } = actor;
  const reach = credential.kind === 'token' ? credential : { hosts: null, names: null };
  return await history.listRecent(domain, reach, { limit, before: last });
}
