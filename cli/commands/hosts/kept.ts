import { dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import { counted } from '../../output/counted.ts';
import { holdingWords } from '../../output/holding-words.ts';
import { list } from '../../output/words.ts';
import type { Context } from '../context.ts';

type Counts = Schema['HostHoldings']['counts'];

const kinds = {
  policies: 'policies',
  defaultPolicies: 'default policies for new accounts',
  deployments: 'deployments',
  tokens: 'tokens that name it',
  trusts: 'trusts that name it',
  ...holdingWords,
} satisfies Record<keyof Counts, string>;

/** What is kept of a host, as `policies (1), releases (4)`. */
export async function keptOf({ api }: Context, host: string): Promise<string> {
  const params = { path: { host } };
  const { counts } = await dataOf((await api()).GET('/api/v1/hosts/{host}/holdings', { params }));
  return list(counted(counts, kinds)) ?? 'nothing';
}
