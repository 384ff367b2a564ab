import type { Command } from '../../../src/albatross/commands.ts';
import type { UnikernelArguments, UnikernelConfig } from '../../../src/albatross/unikernel.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { type SampleImageOptions, sampleImage } from '../../../src/emulator/sample-image.ts';
import { words } from './answers.ts';
import type { About } from './client.ts';

export const plainArguments: UnikernelArguments = {
  failBehaviour: 'quit',
  startup: null,
  addName: true,
  cpuids: [0],
  memory: 32,
  blockDevices: [],
  networkDevices: [],
  arguments: null,
  numcpus: 1,
  linuxBootPartition: null,
};

/** A block device of the manifest's name, on a volume. */
export const block = (name: string, volume: string | null = null) => ({
  name,
  volume,
  sectorSize: null,
});

/** A network device of the manifest's name, on a bridge. */
export const network = (name: string, bridge: string | null = null) => ({
  name,
  bridge,
  mac: null,
});

const plainConfig: UnikernelConfig = {
  ...plainArguments,
  type: 'solo5',
  compressed: false,
  image: Buffer.alloc(0),
};

type CreateType = 'unikernel-create' | 'unikernel-force-create';

/** A create whose image follows as data. */
export const createCommand = (
  config: Partial<UnikernelConfig> = {},
  type: CreateType = 'unikernel-create',
): Command => ({ type, config: { ...plainConfig, ...config } });

/** Creates a unikernel, its image one that asks for just the devices given; the host's words. */
export function create(
  host: Emulator,
  about: About,
  config: Partial<UnikernelConfig> = {},
  { type, image }: { type?: CreateType; image?: SampleImageOptions } = {},
): Promise<string[]> {
  const devices = [
    ...(config.blockDevices ?? []).map(({ name }) => ({ name, type: 'block' as const })),
    ...(config.networkDevices ?? []).map(({ name }) => ({ name, type: 'network' as const })),
  ];
  const octets = sampleImage({ devices, ...image });
  return words(host, about, createCommand(config, type), [octets]);
}
