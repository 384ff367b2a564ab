import { changesOf, type Edit } from '../../api/changes.ts';
import type { UpdateConfig } from '../../api/deploy.ts';
import type { Schema } from '../../api/schema.ts';
import { joinLines, splitLines } from '../../format/lines.ts';
import { devicesOf } from './deploy-config.ts';
import type { DeviceChoices } from './device-choices.ts';
import type { ManifestDevice } from './read-manifest.ts';

type Unikernel = Pick<
  Schema['UnikernelDetails'],
  'memory' | 'arguments' | 'blockDevices' | 'networkDevices'
>;

/** What somebody has filled into the form for an update. */
export interface UpdateValues {
  /** MiB; a text while it is being typed. */
  readonly memory: number | string;
  /** One a line. */
  readonly arguments: string;
  /** By the device's name; one that is missing is what it can only be. */
  readonly volumes: Readonly<Record<string, string>>;
  readonly bridges: Readonly<Record<string, string>>;
}

export const valuesOf = (unikernel: Unikernel): UpdateValues => ({
  memory: unikernel.memory,
  arguments: joinLines(unikernel.arguments),
  volumes: {},
  bridges: {},
});

/** The devices that the unikernel does not have: what they are is asked for, the others are kept. */
export function newDevices(
  devices: readonly ManifestDevice[],
  { blockDevices, networkDevices }: Unikernel,
): ManifestDevice[] {
  return devices.filter(({ name, type }) => {
    const known = type === 'block' ? blockDevices : networkDevices;
    return !known.some((device) => device.name === name);
  });
}

/** What is sent only where it was touched. */
const textsOf = ({ memory, arguments: lines }: UpdateValues) => ({
  memory: Number(memory),
  arguments: splitLines(lines),
});

/** What an update changes beside the image. A kind of device of which one is new is said whole. */
export function updateConfigOf(
  { before, after }: Edit<UpdateValues>,
  choices: DeviceChoices,
  unikernel: Unikernel,
  devices: readonly ManifestDevice[],
): UpdateConfig {
  const isWanted = (type: ManifestDevice['type']) => (device: { readonly name: string }) =>
    devices.some(({ name, type: kind }) => kind === type && name === device.name);
  const { blockDevices = [], networkDevices = [] } = devicesOf(choices, {
    sectorSizes: {},
    macs: {},
  });
  const keptBlocks = unikernel.blockDevices
    .filter(isWanted('block'))
    .map(({ name, volume, sectorSize }) => ({ name, volume, sectorSize }));
  return {
    ...changesOf({ before: textsOf(before), after: textsOf(after) }),
    ...(blockDevices.length > 0 && { blockDevices: [...keptBlocks, ...blockDevices] }),
    ...(networkDevices.length > 0 && {
      networkDevices: [...unikernel.networkDevices.filter(isWanted('network')), ...networkDevices],
    }),
  };
}
