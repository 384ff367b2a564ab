import type { Host } from '../../albatross/host/host.ts';
import { isBelow, type Label, type Name } from '../../albatross/names.ts';
import type { Domain } from '../../albatross/transport.ts';
import { Problem } from '../../base/errors.ts';
import type { Database } from '../../database/database.ts';
import { transactWhile } from '../../database/transact-while.ts';
import type { ManagedHost } from '../../host-client/managed-host.ts';
import { Authority } from '../../places/authority.ts';
import type { ChangeRequest } from '../../places/change-request.ts';
import { PendingPolicy } from './defaults/entity.ts';
import type { Deps } from './deps.ts';
import { StoredPolicy } from './entity.ts';
import { orHostDown } from './host-down.ts';
import { policyOf } from './policies.ts';

type DeletingDeps = Pick<
  Deps,
  'database' | 'destroyUnikernel' | 'expectUnprotected' | 'whileRemoving' | 'forgetUploads'
>;

/**
 * Takes a domain's policy on a host away, so that nothing can be done in it there any more; on its
 * daemons' own sockets the host is told to forget it, too. Throws
 * `policy-unknown`; `domain-in-use` while anything is left in it, unless `destroy`, which removes
 * all unikernels and volumes first; `protected` where one of those is; `name-not-allowed` for a token that is not for all of them;
 * `host-down`, `host-busy` and what else a host fails with.
 */
export async function deletePolicy(
  deps: DeletingDeps,
  host: ManagedHost,
  { domain, destroy }: { readonly domain: Label; readonly destroy: boolean },
  request: ChangeRequest,
): Promise<void> {
  const authority = new Authority(request.actor, host.name);
  const deleting = async () => {
    if (await waitsNoMore(deps.database, host, domain)) return;
    await expectPolicy(deps.database, host, domain);
    // Each is a command of the domain, so they come before it is closed; they hold volumes, too.
    if (destroy) await destroyUnikernels(deps, host, domain, authority, request);
    await host.changePolicy(
      domain,
      async (client, bound) => {
        const stored = await expectPolicy(deps.database, host, domain);
        const target = { label: domain, policy: policyOf(stored) };
        if (destroy) await removeVolumes(deps, host, { client, domain: target, authority }, bound);
        await expectNothing(client, domain, bound);
        await removeFromHost(client, target, bound);
        // First, since one that is left would bring a volume back that its host had lost, with a later policy.
        if (destroy) await deps.forgetUploads(host.name, domain);
        await transactWhile(deps.database.em(), bound, (em) =>
          em.nativeDelete(StoredPolicy, { id: stored.id }),
        );
        return null;
      },
      request.signal,
    );
  };
  await orHostDown(deleting());
}

/** Whether it was only to be given one, which now it is not. */
async function waitsNoMore(
  database: Database,
  { id: hostId }: ManagedHost,
  domain: Label,
): Promise<boolean> {
  const em = database.em();
  const waiting = await em.nativeDelete(PendingPolicy, { hostId, domain });
  return waiting > 0 && (await em.count(StoredPolicy, { hostId, domain })) === 0;
}

async function expectPolicy(
  database: Database,
  host: ManagedHost,
  domain: Label,
): Promise<StoredPolicy> {
  const stored = await database.em().findOne(StoredPolicy, { hostId: host.id, domain });
  if (stored) return stored;
  throw new Problem('policy-unknown', `${domain} has no policy on the host ${host.name}.`);
}

async function expectNothing(client: Host, domain: Label, signal: AbortSignal): Promise<void> {
  const count = (named: readonly { readonly name: Name }[]) =>
    named.filter(({ name }) => isBelow(name, [domain])).length;
  const unikernels = count(await client.unikernels([], { signal }));
  const volumes = count(await client.volumes([], { signal }));
  if (unikernels + volumes === 0) return;
  throw new Problem(
    'domain-in-use',
    `${domain} still has ${unikernels} unikernels and ${volumes} volumes here. ` +
      'Remove them first, or add ?destroy=true.',
  );
}

/** All or nothing: the volumes are looked at, too, before the first unikernel is destroyed. */
async function destroyUnikernels(
  { destroyUnikernel, expectUnprotected }: DeletingDeps,
  host: ManagedHost,
  domain: Label,
  authority: Authority,
  request: ChangeRequest,
): Promise<void> {
  const [unikernels, volumes] = await host.read(async (client, signal) => {
    const running = await client.unikernels([], { signal });
    return [labelsIn(domain, running), labelsIn(domain, await client.volumes([], { signal }))];
  }, request.signal);
  for (const name of [...unikernels, ...volumes]) authority.expect('admin', name);
  await expectUnprotected(host.name, domain, { unikernels, volumes });
  for (const name of unikernels) {
    await destroyUnikernel({ host: host.name, account: domain, name }, request);
  }
}

interface DomainOnHost {
  readonly client: Host;
  readonly domain: Domain;
  readonly authority: Authority;
}

async function removeVolumes(
  { expectUnprotected, whileRemoving }: DeletingDeps,
  host: ManagedHost,
  { client, domain, authority }: DomainOnHost,
  signal: AbortSignal,
): Promise<void> {
  const volumes = labelsIn(domain.label, await client.volumes([], { signal }));
  for (const label of volumes) authority.expect('admin', label);
  await expectUnprotected(host.name, domain.label, { unikernels: [], volumes });
  for (const label of volumes) {
    const key = { host: host.name, domain: domain.label, volume: label };
    const remove = () => client.removeVolume({ domains: [domain], label }, { signal });
    await whileRemoving(key, remove);
  }
}

/** Where that can be conveyed; other hands may have removed it there already. */
async function removeFromHost(client: Host, domain: Domain, signal: AbortSignal): Promise<void> {
  if (!client.canRemovePolicies) return;
  const policies = await client.policies([], { signal });
  const isDomain = ({ path }: Name) => path.length === 1 && path[0] === domain.label;
  if (!policies.some(({ name }) => isDomain(name))) return;
  await client.removePolicy([domain], { signal });
}

/** What is in the domain itself, not in one below it. */
function labelsIn(domain: Label, named: readonly { readonly name: Name }[]): Label[] {
  return named
    .filter(({ name }) => name.path.length === 1 && isBelow(name, [domain]))
    .flatMap(({ name }) => name.label ?? []);
}
