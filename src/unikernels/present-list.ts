import type { SecretValues } from '../secrets/secrets.ts';
import type { Deps } from './deps.ts';
import type { KnownList } from './list-known.ts';
import { type ListQuery, selectPage } from './list-query.ts';
import { presentUnikernel } from './present-unikernel.ts';

/** What of a list a query asks for, as the API shows it. */
export async function presentList(
  { secrets }: Pick<Deps, 'secrets'>,
  { data, silent }: KnownList,
  query: ListQuery,
) {
  const page = selectPage(data, query);
  const domains = new Set(page.data.flatMap(({ key }) => key.domain ?? []));
  const values = new Map<string | null, SecretValues>();
  for (const domain of domains) values.set(domain, await secrets.valuesOf(domain));
  const errors = silent.map(({ host, problem: { code, detail } }) => ({ host, code, detail }));
  return {
    data: page.data.map((view) => presentUnikernel(view, values.get(view.key.domain) ?? none)),
    errors,
    ...(page.next !== null && { next: page.next }),
  };
}

const none: SecretValues = new Map();
