import type { Label } from '../albatross/names.ts';
import type { KnownList, SilentHost } from './list-known.ts';
import { type ListQuery, selectPage } from './list-query.ts';
import type { UnikernelView } from './view-unikernel.ts';

/** Hosts that are read at once at first, and at most: each time that more are needed, twice as many. */
const fewHosts = 4;
const manyHosts = 64;

/**
 * What a page is selected from: the lists of as many hosts as fill it, in the order of pages, from the
 * cursor's on. Without a limit, of all of them.
 */
export async function listForPage<T>(
  hosts: readonly T[],
  nameOf: (host: T) => Label,
  query: ListQuery,
  list: (some: readonly T[]) => Promise<KnownList>,
): Promise<KnownList> {
  if (query.limit === undefined) return await list(hosts);
  const left = fromCursor(hosts, nameOf, query.cursor);
  const data: UnikernelView[] = [];
  const silent: SilentHost[] = [];
  for (let size = fewHosts; left.length > 0; size = Math.min(2 * size, manyHosts)) {
    const part = await list(left.splice(0, size));
    data.push(...part.data);
    silent.push(...part.silent);
    if (selectPage(data, query).next !== null) break;
  }
  return { data, silent };
}

/** The hosts that a page which begins there may show, by name. */
function fromCursor<T>(hosts: readonly T[], nameOf: (host: T) => Label, cursor = ''): T[] {
  const [first = ''] = cursor.split(' ');
  return hosts
    .filter((host) => nameOf(host) >= first)
    .sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
}
