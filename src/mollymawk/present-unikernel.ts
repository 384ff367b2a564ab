import type { Label } from '../albatross/names.ts';
import type { UnikernelInfo } from '../albatross/unikernel.ts';
import { presentFailBehaviour } from './fail-behaviour.ts';

/** A unikernel as `GET /api/unikernels` of mollymawk lists it, with its arguments as they are shown. */
export function presentUnikernel(name: Label, info: UnikernelInfo, shown: readonly string[]) {
  return {
    name,
    fail_behaviour: presentFailBehaviour(info.failBehaviour),
    cpuids: info.cpuids,
    memory: info.memory,
    block_devices: info.blockDevices.map((device) => ({
      name: device.name,
      host_device: device.volume,
      sector_size: device.sectorSize,
      size: device.size,
    })),
    network_interfaces: info.networkDevices.map((device) => ({
      name: device.name,
      host_device: device.bridge,
    })),
    arguments: shown,
    numcpus: info.numcpus,
    linux_boot_partition: info.linuxBootPartition,
  };
}
