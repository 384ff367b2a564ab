import type { Label } from '../albatross/names.ts';
import type { HostDirectory } from '../host-client/host-directory.ts';
import { type Page, strangeCursor } from '../http/paging.ts';
import type { Actor } from '../identity/access/actor.ts';
import { Authority } from '../places/authority.ts';
import type { DeploymentHistory } from './deployment-history.ts';
import type { Deployment } from './entity.ts';
import type { UnikernelKey } from './unikernel-locks.ts';

/** Which deployments are asked for: those before the one of this id; undefined: from the newest. */
export interface AskedPage {
  readonly limit: number;
  readonly before: string | undefined;
}

/**
 * What was done to a unikernel, the newest first, whether it runs or not. Throws `host-unknown`
 * where nothing is known of the host, and `invalid-query` for one that was not done to it.
 */
export async function listDeployments(
  { history, hosts }: { readonly history: DeploymentHistory; readonly hosts: HostDirectory },
  key: UnikernelKey,
  { limit, before }: AskedPage,
): Promise<Page<Deployment>> {
  const last = before === undefined ? null : await history.find(key.domain, before);
  const isOther = last?.host !== key.host || last.unikernel !== key.name;
  if (before !== undefined && isOther) throw strangeCursor();
  const page = await history.list(key, { limit, before: last });
  if (page.data.length === 0) hosts.get(key.host); // of a removed host it stays readable
  return page;
}

/**
 * What was done in a domain and on a host (null: in or on all of them), the newest first, as far as the actor may see
 * it; all of it is older than the deployment `before`, which the actor has to be allowed to see, too.
 */
export async function listRecentDeployments(
  history: DeploymentHistory,
  actor: Actor,
  { domain, host }: { readonly domain: Label | null; readonly host: Label | null },
  { limit, before }: AskedPage,
): Promise<Page<Deployment>> {
  const last = before === undefined ? null : await history.find(domain, before);
  if (before !== undefined && !last) return { data: [], next: null };
  if (last) new Authority(actor, last.host).expect('unikernels:read', last.unikernel);
  const { credential } = actor;
  const reach = credential.kind === 'token' ? credential : { hosts: null, names: null };
  const isReached = host !== null && (reach.hosts?.includes(host) ?? true);
  const hosts = host === null ? reach.hosts : isReached ? [host] : [];
  return await history.listRecent(domain, { ...reach, hosts }, { limit, before: last });
}
