import type { Api } from '../../api/client.ts';
import type { Context } from '../context.ts';
import type { Place } from '../unikernels/place.ts';
import type { Desired, DesiredUnikernel, DesiredVolume } from './desired.ts';
import type { Existing } from './existing.ts';
import { planUnikernel } from './plan-unikernel.ts';
import type { Planned, Refused, Unnamed } from './planned.ts';

/** Holds a file against what there is. Nothing is changed. */
export async function planAll(
  context: Context,
  api: Api,
  desired: Desired,
  existing: Existing,
): Promise<readonly Planned[]> {
  const { volumes, unikernels, away } = existing;
  const created = new Set(desired.volumes.map(({ place }) => keyOf(place)));
  for (const { host, name } of volumes) created.delete(keyOf({ host, name }));
  const planned: Planned[] = [];
  for (const each of desired.volumes) {
    planned.push(refusedIfAway(each, away) ?? planVolume(each, volumes));
  }
  for (const each of desired.unikernels) {
    planned.push(refusedIfAway(each, away) ?? (await planUnikernel(context, api, each, created)));
  }
  const unnamed = [
    ...unnamedIn('unikernel', unikernels, desired),
    ...unnamedIn('volume', volumes, desired),
  ];
  return [...planned, ...unnamed];
}

/** What a host that does not say what it has is not to be asked for. */
function refusedIfAway(
  { place, at }: DesiredVolume | DesiredUnikernel,
  away: Existing['away'],
): Refused | null {
  const reason = away.get(place.host);
  return reason === undefined ? null : { kind: 'refused', place, at, reason };
}

function planVolume({ place, size, at }: DesiredVolume, volumes: Existing['volumes']): Planned {
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
