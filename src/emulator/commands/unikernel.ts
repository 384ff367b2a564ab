import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { Command } from '../../albatross/commands.ts';
import type { Named, Success } from '../../albatross/messages.ts';
import type { Name } from '../../albatross/names.ts';
import type { UnikernelInfo } from '../../albatross/unikernel.ts';
import { DaemonCrash, HostFailure } from '../host/failure.ts';
import type { Host } from '../host/host.ts';
import { uncompressedImage } from '../host/image.ts';
import { relativeTo } from '../host/name-map.ts';
import { infoOf, type Unikernel, volumeName } from '../host/unikernel.ts';

export type UnikernelCommand = Extract<Command, { type: `${'' | 'old-'}unikernel-${string}` }>;

const compress = promisify(deflate);

/** Throws `HostFailure`. */
export async function carryOutUnikernel(
  host: Host,
  name: Name,
  command: UnikernelCommand,
): Promise<Success> {
  switch (command.type) {
    case 'unikernel-info':
      return { type: 'unikernel-info', unikernels: infos(host, name) };
    case 'old-unikernel-info4':
    case 'old-unikernel-info5':
      return { type: command.type, unikernels: oldInfos(host, name) };
    case 'unikernel-create':
      return text(await host.unikernels.create(name, command.config));
    case 'unikernel-force-create':
      return text(await host.unikernels.forceCreate(name, command.config));
    case 'unikernel-restart':
      return text(await host.unikernels.restart(name, command.arguments));
    case 'unikernel-destroy':
      return text(host.unikernels.destroy(name));
    case 'unikernel-get':
      return await imageOf(host.running.get(name), command.compressionLevel);
  }
}

const text = (value: string): Success => ({ type: 'string', value });

/** One under its full name, or all at and below a path under names relative to it. */
function infos(host: Host, asked: Name): Named<UnikernelInfo>[] {
  if (asked.label === null) {
    return host.running
      .below(asked.path)
      .map(({ name, value }) => told(host, relativeTo(name, asked.path), value));
  }
  const unikernel = host.running.get(asked);
  return unikernel ? [told(host, asked, unikernel)] : [];
}

/** Sizes are looked up under the name that is told: below a path nothing is found there. */
function told(host: Host, name: Name, unikernel: Unikernel): Named<UnikernelInfo> {
  const sizeOf = (volume: string) => {
    const fullName = volumeName(name, volume);
    return (fullName && host.volumes.sizeOf(fullName)) ?? 0;
  };
  return { name, value: infoOf(unikernel, sizeOf) };
}

/** Old forms have room for just one CPU id: with any other number the daemon goes down. */
function oldInfos(host: Host, asked: Name): Named<UnikernelInfo>[] {
  const unikernels = infos(host, asked);
  if (unikernels.every(({ value }) => value.cpuids.length === 1)) return unikernels;
  throw new DaemonCrash('an old form has no room for these CPU ids');
}

async function imageOf(unikernel: Unikernel | undefined, level: number): Promise<Success> {
  if (!unikernel) throw new HostFailure('get: no unikernel found');
  const { config } = unikernel;
  if (level === 0) {
    const image = await uncompressedImage(config);
    return { type: 'unikernel-image', compressed: false, image };
  }
  const image = config.compressed ? config.image : await compress(config.image, { level });
  return { type: 'unikernel-image', compressed: true, image };
}
