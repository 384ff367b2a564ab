import { parseLabel } from '../../albatross/names.ts';
import { Breath } from '../../base/breath.ts';
import type { EntityManager } from '../../database/database.ts';
import type { HostBelongings } from '../../database/host-belongings.ts';
import { DeploymentLock } from '../deployment-locks/entity.ts';
import { Deployment } from '../entity.ts';
import { UnikernelHealth } from '../health/entity.ts';
import { Release } from '../releases/entity.ts';
import { StoredUnikernel } from './entity.ts';
import type { Registry } from './registry.ts';

/** What is remembered of the unikernels on a host. */
export const unikernelsOfHosts = (registry: Pick<Registry, 'forgetCached'>): HostBelongings => ({
  async count(em, name) {
    const host = parseLabel(name);
    return {
      unikernels: await em.count(StoredUnikernel, { host, destroyedAt: null }),
      releases: await em.count(Release, { host }),
      deployments: await em.count(Deployment, { host }),
      deploymentLocks: await em.count(DeploymentLock, { host }),
      checks: await em.count(UnikernelHealth, { host }),
    };
  },
  async isBusy(em, name) {
    return (await em.count(Deployment, { host: parseLabel(name), finishedAt: null })) > 0;
  },
  async rename(em, from, to) {
    const [former, present] = [{ host: parseLabel(from) }, { host: parseLabel(to) }];
    await em.nativeUpdate(StoredUnikernel, former, present);
    await em.nativeUpdate(Release, former, present);
    for await (const its of deploymentsOf(em, from))
      await em.nativeUpdate(Deployment, its, present);
    await em.nativeUpdate(UnikernelHealth, former, present);
    await em.nativeUpdate(DeploymentLock, former, present);
  },
  async end(em, name) {
    const host = parseLabel(name);
    await em.nativeDelete(StoredUnikernel, { host });
    await em.nativeDelete(Release, { host });
    for await (const its of deploymentsOf(em, name)) await em.nativeDelete(Deployment, its);
    await em.nativeDelete(UnikernelHealth, { host });
    await em.nativeDelete(DeploymentLock, { host });
  },
  changed: () => registry.forgetCached(),
});

const withDeployments = 'select distinct domain, unikernel from deployments where host = ?';

/** Which deployments are whose, unikernel by unikernel: there are many, and on SQLite others are served between. */
async function* deploymentsOf(em: EntityManager, name: string) {
  const host = parseLabel(name);
  const breath = new Breath();
  for (const { domain, unikernel } of await em.execute<Whose[]>(withDeployments, [host])) {
    await breath.take();
    yield { domain, host, unikernel };
  }
}

type Whose = Pick<Deployment, 'domain' | 'unikernel'>;
