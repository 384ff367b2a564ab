import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from './client.ts';
import type { Schema } from './schema.ts';

/** Whose channels: the own account's, or the server's, which are for administrators. */
export type ChannelOwner = 'account' | 'server';

export type NewChannel = Schema['CreateChannel'];
export type ChannelChange = Schema['ChangeChannel'];

const ofOne = (id: string) => ({ params: { path: { id } } });

export const channelsQuery = (owner: ChannelOwner) =>
  queryOptions({
    queryKey: ['channels', owner],
    queryFn: ({ signal }) =>
      owner === 'account'
        ? dataOf(api.GET('/api/v1/channels', { signal }))
        : dataOf(api.GET('/api/v1/server/channels', { signal })),
    refetchInterval: ({ state }) =>
      state.data?.data.some(({ waiting }) => waiting > 0) ? 3_000 : false,
  });

/** The newest deliveries of a channel; read anew while one of them waits for its first try. */
export const deliveriesQuery = (owner: ChannelOwner, id: string) =>
  queryOptions({
    queryKey: ['channels', owner, id, 'deliveries'],
    queryFn: ({ signal }) =>
      owner === 'account'
        ? dataOf(api.GET('/api/v1/channels/{id}/deliveries', { ...ofOne(id), signal }))
        : dataOf(api.GET('/api/v1/server/channels/{id}/deliveries', { ...ofOne(id), signal })),
    refetchInterval: ({ state }) =>
      state.data?.data.some(({ state, tries }) => state === 'waiting' && tries === 0)
        ? 1_000
        : false,
  });

/** Makes one; what signs its webhooks is in the answer, this once. */
export function createChannel(owner: ChannelOwner, body: NewChannel) {
  return owner === 'account'
    ? dataOf(api.POST('/api/v1/channels', { body }))
    : dataOf(api.POST('/api/v1/server/channels', { body }));
}

export function changeChannel(owner: ChannelOwner, id: string, body: ChannelChange) {
  return owner === 'account'
    ? dataOf(api.PATCH('/api/v1/channels/{id}', { ...ofOne(id), body }))
    : dataOf(api.PATCH('/api/v1/server/channels/{id}', { ...ofOne(id), body }));
}

export async function removeChannel(owner: ChannelOwner, id: string): Promise<void> {
  if (owner === 'account') await api.DELETE('/api/v1/channels/{id}', ofOne(id));
  else await api.DELETE('/api/v1/server/channels/{id}', ofOne(id));
}

/** Gives a webhook another secret, which is in the answer, this once. */
export function rotateChannelSecret(owner: ChannelOwner, id: string) {
  return owner === 'account'
    ? dataOf(api.POST('/api/v1/channels/{id}/rotate', ofOne(id)))
    : dataOf(api.POST('/api/v1/server/channels/{id}/rotate', ofOne(id)));
}

export function testChannel(owner: ChannelOwner, id: string) {
  return owner === 'account'
    ? dataOf(api.POST('/api/v1/channels/{id}/test', ofOne(id)))
    : dataOf(api.POST('/api/v1/server/channels/{id}/test', ofOne(id)));
}

/** Sends a delivery once more. */
export function redeliver(owner: ChannelOwner, id: string, delivery: string) {
  const given = { params: { path: { id, delivery } } };
  return owner === 'account'
    ? dataOf(api.POST('/api/v1/channels/{id}/deliveries/{delivery}/redeliver', given))
    : dataOf(api.POST('/api/v1/server/channels/{id}/deliveries/{delivery}/redeliver', given));
}
