import { deriveMac } from '../../albatross/mac.ts';
import { isLabel, type Name, nameOf } from '../../albatross/names.ts';
import type {
  BlockDeviceArgument,
  NetworkDeviceArgument,
  UnikernelArguments,
  UnikernelConfig,
  UnikernelInfo,
} from '../../albatross/unikernel.ts';
import type { Solo5Image } from '../../solo5/image.ts';

/** An image that a host has taken. */
export interface CheckedImage {
  readonly solo5: Solo5Image;
  /** SHA-256 of the uncompressed image. */
  readonly digest: Buffer;
}

/** A unikernel that is said to run. */
export interface Unikernel extends CheckedImage {
  readonly name: Name;
  readonly config: UnikernelConfig;
  readonly started: Date;
  /** Whether it is passed its name: `addName`, until it has ended for that. */
  readonly named: boolean;
  /** What its host tells otherwise, as one of a later release may. */
  readonly told?: Pick<UnikernelInfo, 'failBehaviour'>;
}

/** What solo5's tenders take where no sector size is given, in octets. */
const defaultSectorSize = 512;

const bridgeOf = (device: NetworkDeviceArgument) => device.bridge ?? device.name;
const volumeOf = (device: BlockDeviceArgument) => device.volume ?? device.name;

/** The bridges that a configuration is attached to. */
export const bridgesOf = (config: UnikernelArguments): string[] =>
  config.networkDevices.map(bridgeOf);

/** The volumes of a configuration, as labels in the unikernel's own domain. */
export const volumesOf = (config: UnikernelArguments): string[] =>
  config.blockDevices.map(volumeOf);

/** The name of a volume as seen from a unikernel; null where the text is no label. */
export const volumeName = (unikernel: Name, volume: string): Name | null =>
  isLabel(volume) ? nameOf(unikernel.path, volume) : null;

/** What a host tells of a unikernel; `sizeOf` gives a volume's MiB by its label. */
export function infoOf(unikernel: Unikernel, sizeOf: (volume: string) => number): UnikernelInfo {
  const { image: _, compressed: __, blockDevices, networkDevices, ...told } = unikernel.config;
  return {
    ...told,
    ...unikernel.told,
    digest: unikernel.digest,
    started: unikernel.started,
    blockDevices: blockDevices.map((device) => ({
      name: device.name,
      volume: volumeOf(device),
      sectorSize: device.sectorSize ?? defaultSectorSize,
      size: sizeOf(volumeOf(device)),
    })),
    networkDevices: networkDevices.map((device) => ({
      name: device.name,
      bridge: bridgeOf(device),
      mac: device.mac ?? deriveMac(device.name, unikernel.name),
    })),
  };
}
