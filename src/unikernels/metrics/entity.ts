import { defineEntity, p } from '@mikro-orm/core';

/** What a unikernel used in a span of time, packed; only where several servers share the database. */
const MetricBlockSchema = defineEntity({
  name: 'MetricBlock',
  tableName: 'metric_blocks',
  properties: {
    /** The unikernel's id. */
    unikernel: p.uuid().primary(),
    /** Seconds between two points. */
    step: p.integer().primary(),
    /** When the first one begins: seconds since 1970. */
    start: p.bigint('number').primary(),
    content: p.blob(),
  },
});

export class MetricBlock extends MetricBlockSchema.class {}
MetricBlockSchema.setClass(MetricBlock);
