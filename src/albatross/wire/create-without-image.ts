import type { Command } from '../commands.ts';
import { contextTag, tags } from '../der/tags.ts';
import { openElement } from '../der/writer.ts';
import { frameHeader } from '../framing.ts';
import type { Header } from '../messages.ts';
import { encodeHeader } from './header.ts';
import { type AroundImage, encodeConfigWithoutImage } from './unikernel-config.ts';

/** A command that starts a unikernel. */
export type Create = Extract<
  Command,
  { readonly type: 'unikernel-create' | 'unikernel-force-create' }
>;

const createNumbers = { 'unikernel-create': 20, 'unikernel-force-create': 21 } as const;

/**
 * Before and after an image of `size` octets, which is the one of the create (section 3.2) and need not
 * be in memory: all of it together is one chunk, its length included.
 */
export function encodeCreateWithoutImage(
  header: Header,
  { type, config }: Create,
  size: number,
): AroundImage {
  const { before, after } = encodeConfigWithoutImage(config, size);
  const tagsAround = [contextTag(0), contextTag(3), contextTag(createNumbers[type])];
  const follows = size + after.length;
  const payload = tagsAround.reduceRight(
    (inner, tag) => openElement(tag, [inner], follows),
    before,
  );
  const wire = openElement(tags.sequence, [encodeHeader(header), payload], follows);
  return { before: Buffer.concat([frameHeader(wire.length + follows), wire]), after };
}
