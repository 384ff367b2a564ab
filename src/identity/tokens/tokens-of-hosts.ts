import type { EntityManager } from '../../database/database.ts';
import type { HostBelongings } from '../../database/host-belongings.ts';
import { leftHosts, renamedHosts } from '../access/host-reach.ts';
import type { CredentialCache } from '../credentials/cache.ts';
import { Token } from './entity.ts';

/** Tokens that name a host: it is taken out of them, and those for it alone are revoked. */
export const tokensOfHosts = (cache: Pick<CredentialCache, 'clear'>): HostBelongings => ({
  async count(em, host) {
    return { tokens: (await namingHost(em, host)).length };
  },
  async rename(em, from, to) {
    for (const { id, hosts } of await namingHost(em, from)) {
      await em.nativeUpdate(Token, { id }, { hosts: renamedHosts(hosts, from, to) });
    }
  },
  async end(em, host, revokedAt) {
    for (const { id, hosts } of await namingHost(em, host)) {
      const left = leftHosts(hosts, host);
      // An empty list would look like one that nobody has limited.
      await em.nativeUpdate(Token, { id }, left.length > 0 ? { hosts: left } : { revokedAt });
    }
  },
  changed: () => cache.clear(),
});

async function namingHost(em: EntityManager, host: string) {
  const limited = { hosts: { $ne: null }, revokedAt: null };
  const tokens = await em.find(Token, limited, { disableIdentityMap: true });
  return tokens.flatMap(({ id, hosts }) =>
    hosts?.some((each) => each === host) ? [{ id, hosts }] : [],
  );
}
