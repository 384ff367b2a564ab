import type { SecretValues } from '../secrets/secrets.ts';
import type { Deps } from './deps.ts';
import type { KnownList } from './list-known.ts';
import { type ListQuery, selectPage } from './list-query.ts';
import type { Load } from './metrics/latest-usage.ts';
import { presentUnikernel } from './present-unikernel.ts';

/** What of a list a query asks for, as the API shows it. */
export async function presentList(
  { secrets, latest, clock }: Pick<Deps, 'secrets' | 'latest' | 'clock'>,
  { data, silent }: KnownList,
  query: ListQuery,
) {
  const page = selectPage(data, query);
  const domains = new Set(page.data.flatMap(({ key }) => key.domain ?? []));
  const values = new Map<string | null, SecretValues>();
  for (const domain of domains) values.set(domain, await secrets.valuesOf(domain));
  const errors = silent.map(({ host, problem: { code, detail } }) => ({ host, code, detail }));
  const now = clock().getTime();
  return {
    data: page.data.map((view) => ({
      ...presentUnikernel(view, values.get(view.key.domain) ?? none),
      usage: view.registered && presentLoad(latest.loadOf(view.registered.id, now)),
    })),
    errors,
    next: page.next,
  };
}

const presentLoad = (load: Load | null) => load && { cpu: load.cpu, memoryBytes: load.memory };

const none: SecretValues = new Map();
