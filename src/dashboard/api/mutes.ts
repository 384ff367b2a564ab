import { queryOptions } from '@tanstack/react-query';
import type { ChannelOwner } from './channels.ts';
import { api, dataOf } from './client.ts';

/** What is muted now. */
export const mutesQuery = (owner: ChannelOwner) =>
  queryOptions({
    queryKey: ['mutes', owner],
    queryFn: ({ signal }) =>
      owner === 'account'
        ? dataOf(api.GET('/api/v1/mutes', { signal }))
        : dataOf(api.GET('/api/v1/server/mutes', { signal })),
  });

/** Mutes an object and all below it until then (RFC 3339). */
export function mute(owner: ChannelOwner, object: string, until: string) {
  const given = { body: { object, until } };
  return owner === 'account'
    ? dataOf(api.POST('/api/v1/mutes', given))
    : dataOf(api.POST('/api/v1/server/mutes', given));
}

export async function unmute(owner: ChannelOwner, id: string): Promise<void> {
  const given = { params: { path: { id } } };
  if (owner === 'account') await api.DELETE('/api/v1/mutes/{id}', given);
  else await api.DELETE('/api/v1/server/mutes/{id}', given);
}
