import type { EntityManager } from '../../database/database.ts';
import type { HostBelongings } from '../../database/host-belongings.ts';
import { leftHosts, renamedHosts } from '../access/host-reach.ts';
import { type Rule, Trust } from './entity.ts';

/**
 * Trusts whose rules name a host: it is taken out of them. A rule for it alone keeps it, and reaches nothing: the
 * next one may give more to whom it was for.
 */
export const trustsOfHosts: HostBelongings = {
  async count(em, host) {
    return { trusts: (await namingHost(em, host)).length };
  },
  async rename(em, from, to) {
    for (const trust of await namingHost(em, from)) {
      await change(em, trust, (hosts) => renamedHosts(hosts, from, to));
    }
  },
  async end(em, host) {
    for (const trust of await namingHost(em, host)) {
      await change(em, trust, (hosts) => {
        const left = leftHosts(hosts, host);
        return left.length > 0 ? left : hosts;
      });
    }
  },
};

type Hosts = NonNullable<Rule['hosts']>;
type Named = Pick<Trust, 'id' | 'rules'>;

async function change(em: EntityManager, { id, rules }: Named, to: (hosts: Hosts) => Hosts) {
  const changed = rules.map((rule) => ({ ...rule, hosts: rule.hosts && to(rule.hosts) }));
  await em.nativeUpdate(Trust, { id }, { rules: changed });
}

async function namingHost(em: EntityManager, host: string): Promise<Named[]> {
  const trusts = await em.findAll(Trust, { disableIdentityMap: true });
  return trusts.filter(({ rules }) =>
    rules.some(({ hosts }) => hosts?.some((each) => each === host)),
  );
}
