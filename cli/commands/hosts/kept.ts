import { dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import { list } from '../../output/words.ts';
import type { Context } from '../context.ts';

type Counts = Schema['HostHoldings']['counts'];

const kinds: readonly (readonly [kind: keyof Counts, called: string])[] = [
  ['policies', 'policies'],
  ['unikernels', 'remembered unikernels'],
  ['releases', 'releases'],
  ['deployments', 'deployments'],
  ['checks', 'checked unikernels'],
  ['volumes', 'settings of volumes'],
  ['uploads', 'uploads under way'],
  ['tokens', 'tokens that name it'],
  ['trusts', 'trusts that name it'],
  ['mutes', 'mutes'],
];

/** What is kept of a host, as `1 policies, 4 releases`. */
export async function keptOf({ api }: Context, host: string): Promise<string> {
  const params = { path: { host } };
  const { counts } = await dataOf((await api()).GET('/api/v1/hosts/{host}/holdings', { params }));
  const parts = kinds.flatMap(([kind, called]) =>
    counts[kind] === 0 ? [] : [`${called} (${counts[kind]})`],
  );
  return list(parts) ?? 'nothing';
}
