import type { FindOnHosts, OnHosts } from '../identity/accounts/holdings.ts';
import type { Deps as UnikernelDeps } from '../unikernels/deps.ts';
import { listAllUnikernels } from '../unikernels/list-unikernels.ts';
import type { Deps as VolumeDeps } from '../volumes/deps.ts';
import { type ListedVolume, listAllVolumes } from '../volumes/list-volumes.ts';

type Deps = Pick<UnikernelDeps, 'places' | 'registry' | 'listTimeout'> &
  Pick<VolumeDeps, 'protection'>;

/** Finds what an account has on hosts: what these show, and what is remembered of it. */
export function findOnHosts(deps: Deps): FindOnHosts {
  const { places, registry, listTimeout } = deps;
  return async (domain, { actor, signal }) => {
    const all = await places.findAll({ actor }, domain);
    const options = { timeout: listTimeout, signal };
    const [unikernels, volumes, known] = await Promise.all([
      listAllUnikernels(all, options),
      listAllVolumes(deps, domain, all, options),
      registry.ofDomain(domain),
    ]);
    const remembered = known.filter(({ destroyedAt }) => destroyedAt === null);
    const found = [...unikernels.data, ...remembered.map(({ key }) => key)];
    const errors = new Map([...unikernels.errors, ...volumes.errors].map((one) => [one.host, one]));
    return {
      unikernels: each(found),
      volumes: volumes.data.flatMap(present),
      errors: [...errors.values()],
    };
  };
}

/** Each of them once, by host and name. */
function each(found: OnHosts['unikernels']): OnHosts['unikernels'] {
  const byPlace = new Map(found.map(({ host, name }) => [`${host} ${name}`, { host, name }]));
  return [...byPlace].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, place]) => place);
}

function present({ host, volume: { name, size } }: ListedVolume): OnHosts['volumes'] {
  return name.label === null ? [] : [{ host, name: name.label, size }];
}
