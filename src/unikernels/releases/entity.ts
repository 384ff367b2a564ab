import { defineEntity, p } from '@mikro-orm/core';
import type { Label } from '../../albatross/names.ts';
import type { Origin } from '../origins/origin.ts';

/** What a unikernel was once started with successfully, and can be started with again. */
const ReleaseSchema = defineEntity({
  name: 'Release',
  tableName: 'releases',
  uniques: [{ properties: ['host', 'domain', 'unikernel', 'number'] }],
  properties: {
    id: p.uuid().primary(),
    host: p.string().$type<Label>(),
    domain: p.string().$type<Label>(),
    unikernel: p.string().$type<Label>(),
    /** Counts from 1, for each unikernel. */
    number: p.integer(),
    /** SHA-256 of the image, hex. */
    digest: p.string(),
    /** `AskedConfig`, sealed in the context `release/ID`. */
    sealedConfig: p.text(),
    /** Where its image came from; null: it was sent along, or is the one before. */
    origin: p.json().$type<Origin>().nullable(),
    /** `ImageSource` of it, sealed as the configuration is. */
    sealedSource: p.text().nullable(),
    /** The release that this one brought back; null: it was a new one. */
    rollbackTo: p.integer().nullable(),
    /** What people call it; it is kept as long as it has a name. */
    name: p.string().nullable(),
    note: p.text().nullable(),
    accountName: p.string(),
    tokenName: p.string().nullable(),
    createdAt: p.datetime(),
  },
});

export class Release extends ReleaseSchema.class {}
ReleaseSchema.setClass(Release);
