import { defineEntity, p } from '@mikro-orm/core';

/** What a server has written to see whether the database takes writes; nobody reads it. */
const WrittenProbeSchema = defineEntity({
  name: 'WrittenProbe',
  tableName: 'written_probes',
  properties: {
    /** The id of the server. */
    server: p.string().primary(),
    content: p.text(),
  },
});

export class WrittenProbe extends WrittenProbeSchema.class {}
WrittenProbeSchema.setClass(WrittenProbe);
