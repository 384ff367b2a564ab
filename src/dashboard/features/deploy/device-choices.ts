import type { Schema } from '../../api/schema.ts';
import type { ManifestDevice } from './read-manifest.ts';

/** What a device of an image is to be on the host. */
export interface DeviceChoice {
  /** The device's name inside the unikernel. */
  readonly name: string;
  /** The volume or the bridge; empty: nothing is chosen. */
  readonly value: string;
}

export interface DeviceChoices {
  readonly block: readonly DeviceChoice[];
  readonly network: readonly DeviceChoice[];
}

type Chosen = Readonly<Record<string, string>>;

export interface ChoiceSources {
  readonly devices: readonly ManifestDevice[];
  readonly volumes: readonly Schema['Volume'][];
  readonly bridges: readonly string[];
  /** What somebody has chosen, by the device's name. */
  readonly chosenVolumes: Chosen;
  readonly chosenBridges: Chosen;
}

/**
 * What each device is: as chosen, else what is called alike; else the one volume that it can be, and the
 * first bridge that there is, so that nobody meets an empty field.
 */
export function chooseDevices(sources: ChoiceSources): DeviceChoices {
  const { devices, volumes, bridges, chosenVolumes, chosenBridges } = sources;
  const named = (type: ManifestDevice['type']) =>
    devices.filter((device) => device.type === type).map(({ name }) => name);
  const free = volumes.filter(({ inUse }) => !inUse).map(({ name }) => name);
  return {
    block: chooseVolumes(named('block'), chosenVolumes, free),
    network: named('network').map((name) => ({
      name,
      value: chosenBridges[name] ?? namesake(name, bridges) ?? bridges[0] ?? '',
    })),
  };
}

/** A volume can be one device only: one that is taken is nobody else's choice. */
function chooseVolumes(names: readonly string[], chosen: Chosen, free: readonly string[]) {
  const sure = names.map((name) => ({ name, value: chosen[name] ?? namesake(name, free) ?? null }));
  const rest = free.filter((volume) => !sure.some(({ value }) => value === volume));
  const isOpen = sure.filter(({ value }) => value === null).length === 1;
  return sure.map(({ name, value }) => ({ name, value: value ?? (isOpen ? only(rest) : '') }));
}

const namesake = (device: string, possible: readonly string[]) =>
  possible.find((name) => name.toLowerCase() === device.toLowerCase());

const only = (possible: readonly string[]): string =>
  possible.length === 1 ? (possible[0] ?? '') : '';
