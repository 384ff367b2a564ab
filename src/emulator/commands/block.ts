import type { Command } from '../../albatross/commands.ts';
import type { BlockDevice, Success } from '../../albatross/messages.ts';
import type { Name } from '../../albatross/names.ts';
import { HostFailure } from '../host/failure.ts';
import type { Host } from '../host/host.ts';
import { relativeTo } from '../host/name-map.ts';

/** The block commands that are answered with one message and take no data. */
export type BlockCommand = Extract<Command, { type: 'block-info' | 'block-add' | 'block-remove' }>;

/** Throws `HostFailure`. */
export async function carryOutBlock(
  host: Host,
  name: Name,
  command: BlockCommand,
): Promise<Success> {
  switch (command.type) {
    case 'block-info':
      return { type: 'block-devices', blockDevices: blockDevices(host, name) };
    case 'block-add':
      await addVolume(host, name, command.size);
      return { type: 'string', value: 'added block device' };
    case 'block-remove':
      freeVolume(host, name, 'remove');
      await host.volumes.remove(name);
      return { type: 'string', value: 'removed block' };
  }
}

/** The size in MiB of a volume that is there and not in use. Throws `HostFailure`. */
export function freeVolume(host: Host, name: Name, action: 'remove' | 'set' | 'dump'): number {
  const size = host.volumes.sizeOf(name);
  if (size === undefined) throw new HostFailure(`${action} block: not found`);
  if (host.isInUse(name)) throw new HostFailure(`${action} block: is in use`);
  return size;
}

/** One under its full name, or all at and below a path under names relative to it. */
function blockDevices(host: Host, asked: Name): BlockDevice[] {
  if (asked.label !== null) {
    const size = host.volumes.sizeOf(asked);
    return size === undefined ? [] : [{ name: asked, size, active: host.isInUse(asked) }];
  }
  return host.volumes.below(asked.path).map(({ name, value: size }) => ({
    name: relativeTo(name, asked.path),
    size,
    active: host.isInUse(name),
  }));
}

/** A new volume of zeros, where its domain's policy has room. Throws `HostFailure`. */
export async function addVolume(host: Host, name: Name, size: number): Promise<void> {
  if (host.volumes.sizeOf(name) !== undefined) {
    throw new HostFailure('block device with same name already exists');
  }
  const policy = host.policies.of(name.path);
  if (policy && policy.block === null) {
    throw new HostFailure('no block devices are allowed by policy');
  }
  const used = host.usage(name.path).block;
  if (policy?.block != null && size > policy.block - used) {
    throw new HostFailure(
      `block device policy limit of ${policy.block} MB (used ${used} MB) would be exceeded by the request (${size} MB)`,
    );
  }
  await host.volumes.add(name, size);
}
