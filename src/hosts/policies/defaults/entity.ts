import { defineEntity, p } from '@mikro-orm/core';
import type { Label } from '../../../albatross/names.ts';
import type { ErrorCode } from '../../../base/errors.ts';

/** The template by which each new account is given a policy on a host. */
const DefaultPolicySchema = defineEntity({
  name: 'DefaultPolicy',
  tableName: 'default_policies',
  properties: {
    hostId: p.uuid().primary(),
    template: p.string().$type<Label>(),
  },
});

export class DefaultPolicy extends DefaultPolicySchema.class {}
DefaultPolicySchema.setClass(DefaultPolicy);

/** A policy that a new account is still to be given; it goes when the host has taken it. */
const PendingPolicySchema = defineEntity({
  name: 'PendingPolicy',
  tableName: 'pending_policies',
  uniques: [{ properties: ['hostId', 'domain'] }],
  properties: {
    id: p.uuid().primary(),
    hostId: p.uuid(),
    /** The name of the account. */
    domain: p.string().$type<Label>(),
    template: p.string().$type<Label>(),
    createdAt: p.datetime(),
    /** When it was tried last; null: not yet. */
    triedAt: p.datetime().nullable(),
    /** Why it was not taken then. */
    problem: p.json().$type<{ readonly code: ErrorCode; readonly detail: string }>().nullable(),
  },
});

export class PendingPolicy extends PendingPolicySchema.class {}
PendingPolicySchema.setClass(PendingPolicy);
