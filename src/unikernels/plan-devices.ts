import type { BlockDevice } from '../albatross/messages.ts';
import { isLabel, type Label } from '../albatross/names.ts';
import { Problem } from '../base/errors.ts';
import type { ManifestDevice } from '../solo5/image.ts';
import { holdVolumes, type VolumeKey } from '../volumes/volume-locks.ts';
import { userOf } from '../volumes/volume-user.ts';
import type { ChangeDeps } from './deps.ts';
import { holdFreeMacs } from './expect-free-macs.ts';
import type { UnikernelLocation } from './location.ts';
import {
  type BlockDeviceChoice,
  type DeviceChoices,
  type DeviceSources,
  resolveDevices,
} from './resolve-devices.ts';
import type { Running } from './running.ts';

export type DevicePlanDeps = Pick<ChangeDeps, 'locks' | 'pending' | 'registry'>;

/** Which devices are asked for, and what they are to be chosen from. */
export interface DevicePlanRequest {
  readonly location: UnikernelLocation;
  readonly running: Running;
  /** What the image asks for. */
  readonly manifest: readonly ManifestDevice[];
  readonly given: DeviceSources['given'];
  /** What the unikernel has now. */
  readonly kept: DeviceChoices;
  /** null: no host is asked, and every volume that is named is taken to be there. */
  readonly volumes?: null | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Decides which devices a unikernel gets, and holds its volumes and the addresses that it asks for until `hold` ends. A volume that it
 * does not have yet takes the actor's authority over that. Throws `manifest-mismatch`,
 * `devices-refused`, `volume-in-use`, `volume-busy`, and as `Authority.expect`.
 */
export async function planDevices(
  deps: DevicePlanDeps,
  request: DevicePlanRequest,
  hold: AsyncDisposableStack,
): Promise<DeviceChoices> {
  const { location, manifest, given, kept } = request;
  const { domain, authority } = location;
  const needsVolumes = manifest.some(({ type }) => type === 'block');
  const volumes = needsVolumes ? await volumesFor(request) : [];
  const labels = volumes.flatMap(({ name }) => name.label ?? []);
  const { bridges } = domain.policy;
  const choices = resolveDevices({ manifest, given, kept, volumes: labels, bridges });
  await holdFreeMacs(deps, choices.networkDevices, request, hold);
  const attached = choices.blockDevices.filter((device) => !kept.blockDevices.includes(device));
  for (const label of labelsOf(attached)) authority.expect('volumes:write', label);
  hold.use(await holdVolumes(deps.locks, await keysOf(choices, location, deps.pending)));
  await checkVolumes(choices, volumes, request);
  return choices;
}

async function volumesFor(request: DevicePlanRequest): Promise<readonly BlockDevice[]> {
  const { host, domain } = request.location;
  if (request.volumes === null) return assumedVolumes(request);
  return inDomain(await host.volumes(request.signal), domain.label);
}

/** Those that are named anywhere, as if they were there. */
function assumedVolumes({ location, manifest, given, kept }: DevicePlanRequest): BlockDevice[] {
  const named = [
    ...manifest.map(({ name }) => name),
    ...kept.blockDevices.map(({ volume }) => volume),
    ...(given.blockDevices ?? []).map(({ volume, name }) => volume ?? name),
  ];
  const path = [location.domain.label];
  return [...new Set(named)]
    .filter(isLabel)
    .map((label) => ({ name: { path, label }, size: 0, active: false }));
}

const inDomain = (volumes: readonly BlockDevice[], domain: Label) =>
  volumes.filter(({ name: { path } }) => path.length === 1 && path[0] === domain);

const labelsOf = (devices: readonly BlockDeviceChoice[]) =>
  devices.map(({ volume }) => volume).filter(isLabel);

/** The volumes that are to be held; none may wait for its content. */
async function keysOf(
  { blockDevices }: DeviceChoices,
  { key: { host, domain } }: UnikernelLocation,
  pending: DevicePlanDeps['pending'],
): Promise<VolumeKey[]> {
  const labels = labelsOf(blockDevices);
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice) {
    throw new Problem('devices-refused', `The volume ${twice} cannot be two devices at once.`);
  }
  const keys = labels.map((volume) => ({ host, domain, volume }));
  for (const volumeKey of keys) await pending.expectNone(volumeKey);
  return keys;
}

/**
 * Those that it runs with are there. One that it had is its own even where it is in use: it may have
 * been started anew since the unikernels were listed.
 */
async function checkVolumes(
  { blockDevices }: DeviceChoices,
  volumes: readonly BlockDevice[],
  request: DevicePlanRequest,
): Promise<void> {
  const { running, kept } = request;
  const current = volumesOf(running.current ? [running.current] : []);
  const others = volumesOf(running.beside);
  const own = [...current, ...volumesOf([kept])];
  for (const { volume, name } of blockDevices.filter(
    (device) => !current.includes(device.volume),
  )) {
    const found = volumes.find((candidate) => candidate.name.label === volume);
    if (!found) {
      const detail = `There is no volume ${volume}, which the block device ${name} is to be. Create it first.`;
      throw new Problem('devices-refused', detail);
    }
    if (others.includes(volume) || (found.active && !own.includes(volume))) {
      throw new Problem('volume-in-use', await inUse(found, request));
    }
  }
}

/** Says so, and by which one where a host may be asked for that. */
async function inUse(
  { name: { label: volume } }: BlockDevice,
  { location, volumes, signal }: DevicePlanRequest,
): Promise<string> {
  const { host, domain } = location.key;
  const key = volumes !== null && volume !== null && { host, domain, volume };
  const user = key ? await userOf({ ...location, key }, signal) : null;
  const by = user === null ? 'another unikernel' : `the unikernel ${user}`;
  return `The volume ${volume} is in use by ${by}. Stop that first, or choose another volume.`;
}

const volumesOf = (
  unikernels: readonly { readonly blockDevices: readonly { readonly volume: string }[] }[],
) => unikernels.flatMap(({ blockDevices }) => blockDevices.map(({ volume }) => volume));
