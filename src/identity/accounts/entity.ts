import { defineEntity, p } from '@mikro-orm/core';
import type { Label } from '../../albatross/names.ts';

/** A person or a team that signs in. One that waits for approval was never approved. */
const AccountSchema = defineEntity({
  name: 'Account',
  tableName: 'accounts',
  properties: {
    id: p.uuid().primary(),
    name: p.string().$type<Label>().unique(),
    /** In lower case, since addresses are unique whatever their case. */
    email: p.string().unique(),
    /** When a link was opened that was sent to the address; null: never. */
    emailVerifiedAt: p.datetime().nullable(),
    /** Made by a sign-up with the address of another account, so that its answer tells nothing; else null. */
    decoy: p.boolean().nullable(),
    passwordHash: p.string(),
    /** minisign's public key that its images have to be signed with; null: they need not be. */
    signingKey: p.text().nullable(),
    active: p.boolean(),
    admin: p.boolean(),
    /** Only the first account has it, and uniqueness sees to it that no second one can. */
    first: p.boolean().nullable().unique(),
    createdAt: p.datetime(),
    approvedAt: p.datetime().nullable(),
    /** Where one that waits came from, as `ownerKey` has it: no address takes every place. */
    waitsFrom: p.string().nullable().index(),
    /** Since when one that was approved may do nothing; null: it may, or that was before this was kept. */
    suspendedAt: p.datetime().nullable(),
    /** What its owner is told of the reason; null: nothing. */
    suspensionReason: p.text().nullable(),
    lastSignInAt: p.datetime().nullable(),
  },
});

export class Account extends AccountSchema.class {}
AccountSchema.setClass(Account);

/** An account's name on every host. Outlives an approved account, so that no other can get it. */
const DomainSchema = defineEntity({
  name: 'Domain',
  tableName: 'domains',
  properties: {
    name: p.string().$type<Label>().primary(),
    accountId: p.uuid().unique(),
  },
});

export class Domain extends DomainSchema.class {}
DomainSchema.setClass(Domain);
