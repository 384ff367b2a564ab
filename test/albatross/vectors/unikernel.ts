import { z } from 'zod';
import { octets, time } from './values.ts';

const type = z.enum(['solo5', 'bhyve']);

const failBehaviour = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('quit') }).transform(() => 'quit' as const),
  z
    .strictObject({ type: z.literal('restart'), exit_codes: z.array(z.number()).nullable() })
    .transform((json) => ({ restart: json.exit_codes })),
]);

const common = {
  fail_behaviour: failBehaviour,
  startup: z.number().nullable(),
  cpuids: z.array(z.number()),
  memory: z.number(),
  argv: z.array(z.string()).nullable(),
  numcpus: z.number(),
  linux_boot_partition: z.string().nullable(),
};

const blockDeviceArgument = z
  .strictObject({
    name: z.string(),
    host_device: z.string().nullable(),
    sector_size: z.number().nullable(),
  })
  .transform((json) => ({
    name: json.name,
    volume: json.host_device,
    sectorSize: json.sector_size,
  }));

const networkDeviceArgument = z
  .strictObject({
    name: z.string(),
    host_device: z.string().nullable(),
    mac: z.string().nullable(),
  })
  .transform((json) => ({ name: json.name, bridge: json.host_device, mac: json.mac }));

const argumentsShape = z.strictObject({
  ...common,
  add_name: z.boolean(),
  block_devices: z.array(blockDeviceArgument),
  bridges: z.array(networkDeviceArgument),
});

const toArguments = (json: z.infer<typeof argumentsShape>) => ({
  failBehaviour: json.fail_behaviour,
  startup: json.startup,
  addName: json.add_name,
  cpuids: json.cpuids,
  memory: json.memory,
  blockDevices: json.block_devices,
  networkDevices: json.bridges,
  arguments: json.argv,
  numcpus: json.numcpus,
  linuxBootPartition: json.linux_boot_partition,
});

export const unikernelArguments = argumentsShape.transform(toArguments);

export const unikernelConfig = argumentsShape
  .extend({ typ: type, compressed: z.boolean(), image_hex: octets })
  .transform(({ typ, compressed, image_hex, ...rest }) => ({
    type: typ,
    compressed,
    image: image_hex,
    ...toArguments(rest),
  }));

const blockDeviceInfo = z
  .strictObject({
    unikernel_device: z.string(),
    host_device: z.string(),
    sector_size: z.number(),
    size: z.number(),
  })
  .transform((json) => ({
    name: json.unikernel_device,
    volume: json.host_device,
    sectorSize: json.sector_size,
    size: json.size,
  }));

const networkDeviceInfo = z
  .strictObject({ unikernel_device: z.string(), host_device: z.string(), mac: z.string() })
  .transform((json) => ({ name: json.unikernel_device, bridge: json.host_device, mac: json.mac }));

export const unikernelInfo = z
  .strictObject({
    ...common,
    typ: type,
    block_devices: z.array(blockDeviceInfo),
    bridges: z.array(networkDeviceInfo),
    digest_hex: octets,
    started: time,
  })
  .transform((json) => ({
    type: json.typ,
    failBehaviour: json.fail_behaviour,
    startup: json.startup,
    cpuids: json.cpuids,
    memory: json.memory,
    digest: json.digest_hex,
    blockDevices: json.block_devices,
    networkDevices: json.bridges,
    arguments: json.argv,
    // The real implementation reads a missing time as the epoch.
    started: json.started.getTime() === 0 ? null : json.started,
    numcpus: json.numcpus,
    linuxBootPartition: json.linux_boot_partition,
  }));
