import type { HostLists } from '../host-client/managed-host.ts';
import { type AcrossHosts, readAcrossHosts } from '../host-client/read-across-hosts.ts';
import type { Place } from './place.ts';

/** A place that is only listed: its host says what it has, and is waited for so long. */
export interface ListedPlace extends Pick<Place, 'domain' | 'authority'> {
  readonly host: HostLists;
}

export interface ListOptions {
  /** Milliseconds that a host is waited for. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
}

/** What `list` gives of each place, host by host; those that could not be asked are named beside. */
export async function listEverywhere<T>(
  places: readonly Place[],
  list: (place: ListedPlace, signal?: AbortSignal) => Promise<readonly T[]>,
  { timeout, signal }: ListOptions,
): Promise<AcrossHosts<T>> {
  const options = { timeout, ...(signal && { signal }) };
  const listOne = (place: Place) =>
    readAcrossHosts([place.host], (host, bound) => list({ ...place, host }, bound), options);
  const answers = await Promise.all(places.map(listOne));
  return {
    data: answers.flatMap(({ data }) => data),
    errors: answers.flatMap(({ errors }) => errors),
  };
}
