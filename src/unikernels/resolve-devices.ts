import type { Label } from '../albatross/names.ts';
import { type FieldError, Problem } from '../base/errors.ts';
import type { ManifestDevice } from '../solo5/image.ts';
import type { GivenBlockDevice, GivenNetworkDevice } from './device-schema.ts';

/** A block device with everything decided. */
export interface BlockDeviceChoice {
  readonly name: string;
  readonly volume: string;
  /** Octets; null leaves it to the host. */
  readonly sectorSize: number | null;
}

/** A network device with everything decided. */
export interface NetworkDeviceChoice {
  readonly name: string;
  readonly bridge: string;
  /** null lets the host derive one. */
  readonly mac: string | null;
}

export interface DeviceChoices {
  readonly blockDevices: readonly BlockDeviceChoice[];
  readonly networkDevices: readonly NetworkDeviceChoice[];
}

/** All that decides which devices a unikernel gets. */
export interface DeviceSources {
  /** What the image asks for. */
  readonly manifest: readonly ManifestDevice[];
  /** What the caller asks for; a kind that is missing is not asked for. */
  readonly given: {
    readonly blockDevices?: readonly GivenBlockDevice[] | undefined;
    readonly networkDevices?: readonly GivenNetworkDevice[] | undefined;
  };
  /** What the unikernel has now: kept, as the same objects, where its kind is not asked for. */
  readonly kept: DeviceChoices;
  /** The domain's volumes. */
  readonly volumes: readonly Label[];
  /** The bridges that the policy allows. */
  readonly bridges: readonly string[];
}

/** No devices: what a unikernel has that does not run yet. */
export const noDevices: DeviceChoices = { blockDevices: [], networkDevices: [] };

/**
 * The devices that the image asks for, each with its volume or bridge: as given, else as the
 * unikernel has it, else the one that it can only be. Throws `manifest-mismatch`, which says what
 * the image asks for, with paths within the configuration.
 */
export function resolveDevices(sources: DeviceSources): DeviceChoices {
  const { manifest, given } = sources;
  const faults: FieldError[] = [
    ...notAskedFor('blockDevices', 'block', given.blockDevices, manifest),
    ...notAskedFor('networkDevices', 'network', given.networkDevices, manifest),
  ];
  const miss = (path: string, message: string) => {
    faults.push({ path, message });
    return [];
  };
  const choices = {
    blockDevices: namesOf(manifest, 'block').flatMap(
      (name) =>
        chooseVolume(name, sources) ??
        miss('blockDevices', `lacks a volume for ${name}, and there is none of that name`),
    ),
    networkDevices: namesOf(manifest, 'network').flatMap(
      (name) =>
        chooseBridge(name, sources) ??
        miss('networkDevices', `lacks a bridge for ${name}; ${allowed(sources.bridges)}`),
    ),
  };
  if (faults.length > 0) throw mismatch(manifest, faults);
  return choices;
}

/** What an image asks for, for a person: `the block device storage and the network device service`. */
function describeManifest(manifest: readonly ManifestDevice[]): string {
  const kinds = (['block', 'network'] as const).flatMap((type) => {
    const names = namesOf(manifest, type);
    if (names.length === 0) return [];
    return `the ${type} ${names.length === 1 ? 'device' : 'devices'} ${names.join(', ')}`;
  });
  return kinds.length === 0 ? 'no devices' : kinds.join(' and ');
}

function chooseVolume(name: string, sources: DeviceSources): BlockDeviceChoice | null {
  const { given, kept } = sources;
  const asked = given.blockDevices?.find((device) => device.name === name);
  const current = kept.blockDevices.find((device) => device.name === name);
  if (!given.blockDevices && current) return current;
  const volume = asked?.volume ?? sources.volumes.find((label) => isCalled(label, name));
  return volume ? { name, volume, sectorSize: asked?.sectorSize ?? null } : null;
}

function chooseBridge(name: string, sources: DeviceSources): NetworkDeviceChoice | null {
  const { given, kept, bridges } = sources;
  const asked = given.networkDevices?.find((device) => device.name === name);
  const current = kept.networkDevices.find((device) => device.name === name);
  if (!given.networkDevices && current) return current;
  const only = bridges.length === 1 ? bridges[0] : undefined;
  const bridge = asked?.bridge ?? only ?? bridges.find((candidate) => candidate === name);
  return bridge ? { name, bridge, mac: asked?.mac ?? null } : null;
}

/** Labels are in lower case, devices need not be. */
const isCalled = (label: Label, device: string) => label === device.toLowerCase();

function notAskedFor(
  member: 'blockDevices' | 'networkDevices',
  type: ManifestDevice['type'],
  given: readonly { readonly name: string }[] = [],
  manifest: readonly ManifestDevice[],
): FieldError[] {
  const wanted = namesOf(manifest, type);
  return given.flatMap(({ name }, index) => {
    if (wanted.includes(name)) return [];
    const message = `the image asks for no ${type} device ${name}`;
    return { path: `${member}.${index}.name`, message };
  });
}

function mismatch(manifest: readonly ManifestDevice[], errors: FieldError[]): Problem {
  const faults = errors.map(({ path, message }) => `${path}: ${message}`).join('; ');
  const detail = `The image asks for ${describeManifest(manifest)}. ${faults}.`;
  return new Problem('manifest-mismatch', detail, { errors });
}

const namesOf = (manifest: readonly ManifestDevice[], type: ManifestDevice['type']) =>
  manifest.filter((device) => device.type === type).map(({ name }) => name);

const allowed = (bridges: readonly string[]) =>
  bridges.length === 0 ? 'the policy allows none' : `the policy allows ${bridges.join(', ')}`;
