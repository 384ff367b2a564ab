import { defineEntity, p } from '@mikro-orm/core';

/** An identity token that was exchanged, which is not done twice; remembered while it would hold. */
const UsedIdentitySchema = defineEntity({
  name: 'UsedIdentity',
  tableName: 'used_identities',
  properties: {
    /** SHA-256 of what its issuer has signed. */
    digest: p.string().primary(),
    /** When it has ended by itself. */
    endsAt: p.datetime().index(),
  },
});

export class UsedIdentity extends UsedIdentitySchema.class {}
UsedIdentitySchema.setClass(UsedIdentity);
