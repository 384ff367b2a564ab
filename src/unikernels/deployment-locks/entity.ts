import { defineEntity, p } from '@mikro-orm/core';
import type { Label } from '../../albatross/names.ts';

/** Somebody’s wish that a unikernel is not deployed for a while. */
const DeploymentLockSchema = defineEntity({
  name: 'DeploymentLock',
  tableName: 'deployment_locks',
  uniques: [{ properties: ['host', 'domain', 'unikernel'] }],
  properties: {
    id: p.uuid().primary(),
    host: p.string().$type<Label>(),
    domain: p.string().$type<Label>(),
    unikernel: p.string().$type<Label>(),
    reason: p.text(),
    until: p.datetime(),
    createdAt: p.datetime(),
    accountName: p.string(),
    tokenName: p.string().nullable(),
  },
});

export class DeploymentLock extends DeploymentLockSchema.class {}
DeploymentLockSchema.setClass(DeploymentLock);
