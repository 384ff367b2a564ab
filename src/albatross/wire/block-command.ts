import type { Command } from '../commands.ts';
import type { DerReader } from '../der/reader.ts';
import { tags } from '../der/tags.ts';

const readers: Record<number, (inner: DerReader) => Command> = {
  0: (inner) => inner.nullAs({ type: 'block-info' }),
  1: (inner) => ({ type: 'block-add', size: inner.safeInteger() }),
  2: (inner) => inner.nullAs({ type: 'block-remove' }),
  3: (inner) =>
    inner.sequence((old) => ({
      type: 'old-block-add',
      size: old.safeInteger(),
      compressed: old.boolean(),
      data: old.optional(tags.octetString, (present) => present.octetString()),
    })),
  4: (inner) =>
    inner.sequence((old) => ({
      type: 'old-block-set',
      compressed: old.boolean(),
      data: old.octetString(),
    })),
  5: (inner) => ({ type: 'old-block-dump', compressionLevel: inner.safeInteger() }),
  6: (inner) => ({ type: 'block-dump', compressionLevel: inner.safeInteger() }),
  7: (inner) => ({ type: 'block-set', compressed: inner.boolean() }),
};

/** `Block`. */
export const readBlockCommand = (reader: DerReader): Command =>
  reader.choice('block command', readers);
