import { dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import { counted } from '../../output/counted.ts';
import { list } from '../../output/words.ts';
import type { Context } from '../context.ts';

type Counts = Schema['HostHoldings']['counts'];

const kinds = {
  policies: 'policies',
  defaultPolicies: 'default policies for new accounts',
  pendingPolicies: 'policies still to be given',
  unikernels: 'remembered unikernels',
  releases: 'releases',
  deployments: 'deployments',
  deploymentLocks: 'deployment locks',
  checks: 'checked unikernels',
  consoles: 'kept consoles',
  metrics: 'usage histories',
  volumes: 'settings of volumes',
  uploads: 'uploads under way',
  tokens: 'tokens that name it',
  trusts: 'trusts that name it',
  mutes: 'mutes',
} satisfies Record<keyof Counts, string>;

/** What is kept of a host, as `policies (1), releases (4)`. */
export async function keptOf({ api }: Context, host: string): Promise<string> {
  const params = { path: { host } };
  const { counts } = await dataOf((await api()).GET('/api/v1/hosts/{host}/holdings', { params }));
  return list(counted(counts, kinds)) ?? 'nothing';
}
