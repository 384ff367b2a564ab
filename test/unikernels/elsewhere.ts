import { parseName } from '../../src/albatross/names.ts';
import type { UnikernelConfig } from '../../src/albatross/unikernel.ts';
import { imageWith } from './deploy-form.ts';
import type { UnikernelWorld } from './unikernel-world.ts';

/** Another client starts something on the host `one`, in place of one of its name. */
export function startElsewhere(
  world: UnikernelWorld,
  name: string,
  changes: Partial<UnikernelConfig> = {},
): Promise<string> {
  return world.emulator.host.unikernels.forceCreate(parseName(name), {
    ...{ type: 'solo5', compressed: false, image: imageWith(), failBehaviour: 'quit' },
    ...{ startup: null, addName: true, cpuids: [0], memory: 32, blockDevices: [] },
    ...{ networkDevices: [], arguments: [], numcpus: 1, linuxBootPartition: null },
    ...changes,
  });
}
