import { deriveMac } from '../albatross/mac.ts';
import { isLabel, type Name } from '../albatross/names.ts';
import type { UnikernelArguments, UnikernelInfo } from '../albatross/unikernel.ts';
import type { ManifestDevice } from '../solo5/image.ts';
import type { DeviceChoices } from './resolve-devices.ts';

/** Octets; what a tender takes where nothing is said. */
const defaultSectorSize = 512;

/**
 * What a unikernel was started with; the host does not tell whether it was passed its name. A restart behaviour that
 * only a later release has is the default, since it cannot be asked for here.
 */
export function argumentsOf(info: UnikernelInfo, addName: boolean): UnikernelArguments {
  const { failBehaviour, startup, cpuids, memory, numcpus, linuxBootPartition } = info;
  return {
    failBehaviour: failBehaviour === 'unknown' ? { restart: null } : failBehaviour,
    startup,
    addName,
    cpuids,
    memory,
    ...devicesOf(info),
    arguments: info.arguments,
    numcpus,
    linuxBootPartition,
  };
}

/** What a unikernel is that was started so and has ended already; its volumes' sizes are left out. */
export function infoFrom(given: UnikernelArguments, digest: string, name: Name): UnikernelInfo {
  const { addName: _addName, ...info } = given;
  return {
    ...info,
    type: 'solo5',
    digest: Buffer.from(digest, 'hex'),
    started: null,
    blockDevices: given.blockDevices.map((device) => ({
      name: device.name,
      volume: device.volume ?? device.name,
      sectorSize: device.sectorSize ?? defaultSectorSize,
      size: 0,
    })),
    networkDevices: given.networkDevices.map((device) => ({
      name: device.name,
      bridge: device.bridge ?? device.name,
      mac: device.mac ?? deriveMac(device.name, name),
    })),
  };
}

/** The devices of a unikernel that runs. */
export function devicesOf(info: UnikernelInfo): DeviceChoices {
  return {
    blockDevices: info.blockDevices.map(({ name, volume, sectorSize }) => ({
      name,
      volume: isLabel(volume.toLowerCase()) ? volume.toLowerCase() : volume,
      sectorSize,
    })),
    networkDevices: info.networkDevices.map(({ name, bridge, mac }) => ({ name, bridge, mac })),
  };
}

/** What the image of a unikernel that runs asks for: a host gives just that. */
export function manifestOf(info: UnikernelInfo): ManifestDevice[] {
  return [
    ...info.blockDevices.map(({ name }) => ({ name, type: 'block' as const })),
    ...info.networkDevices.map(({ name }) => ({ name, type: 'network' as const })),
  ];
}
