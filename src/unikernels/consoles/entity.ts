import { defineEntity, p } from '@mikro-orm/core';
import type { Label } from '../../albatross/names.ts';

/**
 * Lines that a unikernel has printed, one behind the other. New ones come in short segments, which are
 * made one of when there are enough of them.
 */
const ConsoleSegmentSchema = defineEntity({
  name: 'ConsoleSegment',
  tableName: 'console_segments',
  uniques: [{ properties: ['host', 'domain', 'name', 'firstNumber'] }],
  indexes: [
    { properties: ['storedAt'] },
    // For how much each domain has, and its oldest, without reading a content.
    { properties: ['domain', 'storedAt', 'octets'] },
    { properties: ['digest'] },
  ],
  properties: {
    id: p.uuid().primary(),
    host: p.string().$type<Label>(),
    domain: p.string().$type<Label>(),
    name: p.string().$type<Label>(),
    /** The lines of a unikernel are numbered from 1, whatever its host's clock does. */
    firstNumber: p.bigint('number'),
    lastNumber: p.bigint('number'),
    /** The earliest and the latest time of a line, by the host's clock. */
    firstAt: p.datetime(),
    lastAt: p.datetime(),
    /** When its first and its last line was stored, by our clock. */
    beganAt: p.datetime(),
    storedAt: p.datetime(),
    /** When the unikernel was started that printed this; null: not from here. */
    startedAt: p.datetime().nullable(),
    /** The release that it was started with; null: none. */
    release: p.integer().nullable(),
    /** Whether the unikernel may have printed lines before these that were not seen. */
    gapBefore: p.boolean(),
    /** Whether it will be part of a longer one. */
    open: p.boolean(),
    /** Octets before and after compression. */
    rawOctets: p.integer(),
    octets: p.integer(),
    /** SHA-256, hex, of the content where that is in the place for contents; else null. */
    digest: p.string().nullable(),
    /** The lines, compressed; null: they are in the place for contents. */
    content: p.blob().nullable(),
  },
});

export class ConsoleSegment extends ConsoleSegmentSchema.class {}
ConsoleSegmentSchema.setClass(ConsoleSegment);
