import type {
  ToldFailBehaviour,
  UnikernelArguments,
  UnikernelInfo,
} from '../albatross/unikernel.ts';
import { type AskedConfig, wasToldAs } from './asked-config.ts';

/** What is compared, by its member of the configuration, and how it is called in a sentence. */
const compared = {
  arguments: 'arguments',
  memory: 'memory',
  cpuids: 'CPU ids',
  numcpus: 'number of CPUs',
  failBehaviour: 'restart behaviour',
  startup: 'order at boot',
  blockDevices: 'block devices',
  networkDevices: 'network devices',
  linuxBootPartition: 'boot partition',
} as const;

/** What was asked for, or what was seen before. */
type Before = Omit<AskedConfig, 'failBehaviour'> & Pick<UnikernelInfo, 'failBehaviour'>;

/** A member of the configuration that a host tells. */
export type ComparedField = keyof typeof compared;

/**
 * In what a unikernel that runs differs from what was asked for, as far as its host tells: it does
 * not say whether the unikernel is passed its name. What was left to the host differs in nothing.
 */
export function differingFields(asked: Before, found: UnikernelInfo): ComparedField[] {
  const isSame: Readonly<Record<ComparedField, boolean>> = {
    arguments: wasToldAs(asked, found.arguments),
    memory: asked.memory === found.memory,
    cpuids: isSameNumbers(asked.cpuids, found.cpuids),
    numcpus: asked.numcpus === found.numcpus,
    failBehaviour: isSameBehaviour(asked.failBehaviour, found.failBehaviour),
    startup: isLeftOr(asked.startup, found.startup) || found.startup === null,
    blockDevices: hasBlockDevices(asked, found),
    networkDevices: hasNetworkDevices(asked, found),
    linuxBootPartition: asked.linuxBootPartition === found.linuxBootPartition,
  };
  return comparedFields.filter((field) => !isSame[field]);
}

/** The same in words. */
export function differencesFrom(asked: AskedConfig, found: UnikernelInfo): string[] {
  return differingFields(asked, found).map((field) => compared[field]);
}

const comparedFields = Object.keys(compared).filter(
  (name): name is ComparedField => name in compared,
);

const isLeftOr = <T>(asked: T | null, found: T) => asked === null || asked === found;

const isEqual = (one: readonly unknown[], other: readonly unknown[]) =>
  one.length === other.length && one.every((item, index) => item === other[index]);

const sorted = (numbers: readonly number[]) => [...new Set(numbers)].sort((a, b) => a - b);

/** In whatever order, and however often; most often they are the same as they stand. */
const isSameNumbers = (one: readonly number[], other: readonly number[]) =>
  isEqual(one, other) || isEqual(sorted(one), sorted(other));

/** The wire cannot tell an empty list from none. */
function isSameBehaviour(one: ToldFailBehaviour, other: ToldFailBehaviour): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  return isSameNumbers(one.restart ?? [], other.restart ?? []);
}

type Devices = Pick<UnikernelArguments, 'blockDevices' | 'networkDevices'>;

function hasBlockDevices(asked: Devices, found: UnikernelInfo): boolean {
  return isSameSet(asked.blockDevices, found.blockDevices, (device, other) => {
    const volume = device.volume ?? device.name;
    const isVolume = volume.toLowerCase() === other.volume.toLowerCase();
    return isVolume && isLeftOr(device.sectorSize, other.sectorSize);
  });
}

function hasNetworkDevices(asked: Devices, found: UnikernelInfo): boolean {
  return isSameSet(asked.networkDevices, found.networkDevices, (device, other) => {
    const isBridge = (device.bridge ?? device.name) === other.bridge;
    return isBridge && isLeftOr(device.mac?.toLowerCase() ?? null, other.mac.toLowerCase());
  });
}

interface Device {
  readonly name: string;
}

/** Whether each device has its match under its name, in whatever order, and there are no others. */
function isSameSet<A extends Device, F extends Device>(
  asked: readonly A[],
  found: readonly F[],
  matches: (asked: A, found: F) => boolean,
): boolean {
  if (asked.length !== found.length) return false;
  if (asked.length === 0) return true;
  const byName = new Map(found.map((device) => [device.name, device]));
  return asked.every((device) => {
    const other = byName.get(device.name);
    return other !== undefined && matches(device, other);
  });
}
