import { defineEntity, p } from '@mikro-orm/core';
import type { Label } from '../../albatross/names.ts';
import type { HealthDay } from './availability.ts';
import type { CheckHealth } from './check-health.ts';

/** `CheckHealth` as it is stored. */
export interface StoredCheckHealth extends Omit<CheckHealth, 'id' | 'since' | 'triedAt'> {
  /** Left out by older releases. */
  readonly id?: string;
  /** RFC 3339. */
  readonly since: string | null;
  readonly triedAt: string | null;
}

/** What is checked of a unikernel while it runs, and how that goes. */
const UnikernelHealthSchema = defineEntity({
  name: 'UnikernelHealth',
  tableName: 'unikernel_health',
  uniques: [{ properties: ['host', 'domain', 'name'] }],
  indexes: [{ properties: ['domain'] }],
  properties: {
    id: p.uuid().primary(),
    host: p.string().$type<Label>(),
    domain: p.string().$type<Label>(),
    name: p.string().$type<Label>(),
    /** `StandingCheck[]`, sealed in the context `unikernel-health/ID`: addresses may hold secrets. */
    sealedChecks: p.text(),
    /** Of each check, in their order. */
    results: p.json().$type<readonly StoredCheckHealth[]>(),
    /** The oldest first. */
    days: p.json().$type<readonly HealthDay[]>(),
  },
});

export class UnikernelHealth extends UnikernelHealthSchema.class {}
UnikernelHealthSchema.setClass(UnikernelHealth);
