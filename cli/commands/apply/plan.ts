import { type Api, dataOf } from '../../api/client.ts';
import type { Schema } from '../../api/schema.ts';
import type { Context } from '../context.ts';
import type { Place } from '../unikernels/place.ts';
import type { Desired, DesiredVolume } from './desired.ts';
import { planUnikernel } from './plan-unikernel.ts';
import type { Planned, Unnamed } from './planned.ts';

/** Holds a file against what there is. Nothing is changed. */
export async function planAll(
  context: Context,
  api: Api,
  desired: Desired,
): Promise<readonly Planned[]> {
  const params = { query: context.account };
  const { data: volumes } = await dataOf(api.GET('/api/v1/volumes', { params }));
  const { data: unikernels } = await dataOf(api.GET('/api/v1/unikernels', { params }));
  const created = new Set(desired.volumes.map(({ place }) => keyOf(place)));
  for (const { host, name } of volumes) created.delete(keyOf({ host, name }));
  const planned: Planned[] = desired.volumes.map((each) => planVolume(each, volumes));
  for (const each of desired.unikernels)
    planned.push(await planUnikernel(context, api, each, created));
  const unnamed = [
    ...unnamedIn('unikernel', unikernels, desired),
    ...unnamedIn('volume', volumes, desired),
  ];
  return [...planned, ...unnamed];
}

function planVolume(
  { place, size, at }: DesiredVolume,
  volumes: readonly Schema['Volume'][],
): Planned {
  const found = volumes.find((volume) => keyOf(volume) === keyOf(place));
  if (!found) return { kind: 'volume', place, size, change: 'create' };
  if (found.size === size) return { kind: 'volume', place, size, change: 'none' };
  const reason = `it has ${found.size} MiB, and no volume changes its size. Delete it first, with its content.`;
  return { kind: 'refused', place, at, reason };
}

/** What is on the hosts of a file and not in it; nothing of what belongs to no account. */
function unnamedIn(
  what: Unnamed['what'],
  found: readonly (Place & { readonly foreign: boolean })[],
  { unikernels, volumes }: Desired,
): Unnamed[] {
  const named = what === 'unikernel' ? unikernels : volumes;
  const keys = new Set(named.map(({ place }) => keyOf(place)));
  const hosts = new Set([...unikernels, ...volumes].map(({ place }) => place.host));
  return found
    .filter((each) => !each.foreign && hosts.has(each.host) && !keys.has(keyOf(each)))
    .map(({ host, name }) => ({ kind: 'unnamed', what, place: { host, name } }));
}

const keyOf = ({ host, name }: Place) => `${host}/${name}`;
