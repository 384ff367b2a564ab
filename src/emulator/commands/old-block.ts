import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import type { Command } from '../../albatross/commands.ts';
import type { Success } from '../../albatross/messages.ts';
import type { Name } from '../../albatross/names.ts';
import { HostFailure } from '../host/failure.ts';
import type { Host } from '../host/host.ts';
import { addVolume, freeVolume } from './block.ts';

/** The block commands of before, with the content inside the message. */
export type OldBlockCommand = Extract<Command, { type: `old-block-${string}` }>;

const compress = promisify(deflate);
const uncompress = promisify(inflate);

/** Throws `HostFailure`. */
export async function carryOutOldBlock(
  host: Host,
  name: Name,
  command: OldBlockCommand,
): Promise<Success> {
  switch (command.type) {
    case 'old-block-add': {
      const content = await contentOf(command.data, command.compressed, command.size);
      await addVolume(host, name, command.size);
      if (content) await fill(host, name, command.size, content);
      return { type: 'string', value: 'added block device' };
    }
    case 'old-block-set': {
      const size = freeVolume(host, name, 'set');
      const content = await contentOf(command.data, command.compressed, size);
      if (content) await fill(host, name, size, content);
      return { type: 'string', value: 'set block device' };
    }
    case 'old-block-dump': {
      freeVolume(host, name, 'dump');
      const content = Buffer.concat(await Array.fromAsync(host.volumes.read(name)));
      const level = command.compressionLevel;
      const data = level === 0 ? content : await compress(content, { level });
      return { type: 'old-block-device-image', compressed: level !== 0, data };
    }
  }
}

/** The octets of a volume of `size` MiB, inflated where they are compressed. */
async function contentOf(
  data: Buffer | null,
  isCompressed: boolean,
  size: number,
): Promise<Buffer | null> {
  if (data === null) return null;
  const limit = size * 2 ** 20;
  const content = isCompressed ? await uncompress(data, { maxOutputLength: limit + 1 }) : data;
  if (content.length > limit) throw new HostFailure('data exceeds block size');
  return content;
}

async function fill(host: Host, name: Name, size: number, content: Buffer): Promise<void> {
  const writer = await host.volumes.rewrite(name, size);
  writer.admit(content.length);
  await writer.write(content);
  await writer.finish();
}
