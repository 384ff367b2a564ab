import { defineEntity, p } from '@mikro-orm/core';
import type { Label } from '../../../albatross/names.ts';

/** What administrators give again and again: a policy for no account and no host in particular. */
const PolicyTemplateSchema = defineEntity({
  name: 'PolicyTemplate',
  tableName: 'policy_templates',
  properties: {
    name: p.string().primary().$type<Label>(),
    unikernels: p.integer(),
    /** MiB. */
    memory: p.integer(),
    /** MiB; null: no volumes. */
    storage: p.integer().nullable(),
    /** null: all that the host has. */
    cpuids: p.json().$type<readonly number[]>().nullable(),
    /** null: all that the host has. */
    bridges: p.json().$type<readonly string[]>().nullable(),
    updatedAt: p.datetime(),
  },
});

export class PolicyTemplate extends PolicyTemplateSchema.class {}
PolicyTemplateSchema.setClass(PolicyTemplate);
