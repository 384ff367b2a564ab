import type { Host } from '../albatross/host/host.ts';
import type { BlockDevice, Named } from '../albatross/messages.ts';
import { isBelow, type Label, type Name } from '../albatross/names.ts';
import type { Domain, Target } from '../albatross/transport.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';
import type { Database } from '../database/database.ts';
import { Problem } from '../errors.ts';
import type { ManagedHost } from '../hosts/connection/managed-host.ts';
import { whileHostIsThere } from './away.ts';
import { StoredPolicy } from './entity.ts';
import { policyOf } from './policies.ts';

/**
 * Takes a domain's policy on a host away, so that nothing can be done in it there any more. Throws
 * `policy-unknown`; `domain-in-use` while anything is left in it, unless `destroy`, which removes
 * all unikernels and volumes first; `host-down`, `host-busy` and what else a host fails with.
 */
export async function deletePolicy(
  database: Database,
  host: ManagedHost,
  { domain, destroy }: { readonly domain: Label; readonly destroy: boolean },
  signal?: AbortSignal,
): Promise<void> {
  const key = { hostId: host.id, domain };
  const deleting = host.changePolicy(
    domain,
    async (client, bound) => {
      const stored = await database.em().findOne(StoredPolicy, key);
      if (!stored) {
        throw new Problem('policy-unknown', `${domain} has no policy on the host ${host.name}.`);
      }
      if (destroy) await destroyAll(client, { label: domain, policy: policyOf(stored) }, bound);
      await expectNothing(client, domain, bound);
      await database.em().nativeDelete(StoredPolicy, key);
      return null;
    },
    signal,
  );
  await whileHostIsThere(deleting);
}

interface Contents {
  readonly unikernels: readonly Named<UnikernelInfo>[];
  readonly volumes: readonly BlockDevice[];
}

async function contentsOf(client: Host, domain: Label, signal: AbortSignal): Promise<Contents> {
  const isInside = ({ name }: { readonly name: Name }) => isBelow(name, [domain]);
  const unikernels = await client.unikernels([], { signal });
  const volumes = await client.volumes([], { signal });
  return { unikernels: unikernels.filter(isInside), volumes: volumes.filter(isInside) };
}

async function expectNothing(client: Host, domain: Label, signal: AbortSignal): Promise<void> {
  const { unikernels, volumes } = await contentsOf(client, domain, signal);
  if (unikernels.length + volumes.length === 0) return;
  throw new Problem(
    'domain-in-use',
    `${domain} still has ${unikernels.length} unikernels and ${volumes.length} volumes here. ` +
      'Remove them first, or add ?destroy=true.',
  );
}

/** One after the other: first the unikernels, since those hold volumes. */
async function destroyAll(client: Host, domain: Domain, signal: AbortSignal): Promise<void> {
  const { unikernels, volumes } = await contentsOf(client, domain.label, signal);
  const targets = (named: readonly { readonly name: Name }[]): Target[] =>
    named
      .filter(({ name }) => name.path.length === 1)
      .map(({ name }) => ({ domains: [domain], label: name.label }));
  for (const target of targets(unikernels)) await client.destroyUnikernel(target, { signal });
  for (const target of targets(volumes)) await client.removeVolume(target, { signal });
}
