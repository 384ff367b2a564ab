import type { Command } from '../commands.ts';
import { contextTag, tags } from '../der/tags.ts';
import { boolean, openElement } from '../der/writer.ts';
import { frameHeader } from '../framing.ts';
import type { Header } from '../messages.ts';
import { encodeHeader } from './header.ts';
import { type Around, encodeConfigAround } from './unikernel-config.ts';

// What goes out before octets that are not in memory, or need not be copied, for the two together
// to be one chunk, its length included.

/** Before an image of `size` octets that answers `unikernel-get`. */
export function encodeImageReplyPrefix(header: Header, compressed: boolean, size: number): Buffer {
  const image = openElement(tags.octetString, [], size);
  const pair = openElement(tags.sequence, [boolean(compressed), image], size);
  return openChunk(header, [contextTag(1), contextTag(6)], pair, size);
}

/** Before `size` octets of a volume's content, a message of its dump. */
export function encodeBlockDataPrefix(header: Header, size: number): Buffer {
  const data = openElement(tags.octetString, [], size);
  return openChunk(header, [contextTag(3), contextTag(4), contextTag(0)], data, size);
}

/** A command that starts a unikernel. */
export type Create = Extract<
  Command,
  { readonly type: 'unikernel-create' | 'unikernel-force-create' }
>;

const createNumbers = { 'unikernel-create': 20, 'unikernel-force-create': 21 } as const;

/** Before and after an image of `size` octets, which is the one of the create (section 3.2). */
export function encodeCreateAround(header: Header, { type, config }: Create, size: number): Around {
  const { before, after } = encodeConfigAround(config, size);
  const around = [contextTag(0), contextTag(3), contextTag(createNumbers[type])];
  return { before: openChunk(header, around, before, size + after.length), after };
}

function openChunk(
  header: Header,
  around: readonly number[],
  content: Buffer,
  size: number,
): Buffer {
  const payload = around.reduceRight((inner, tag) => openElement(tag, [inner], size), content);
  const wire = openElement(tags.sequence, [encodeHeader(header), payload], size);
  return Buffer.concat([frameHeader(wire.length + size), wire]);
}
