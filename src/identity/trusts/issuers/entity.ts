import { defineEntity, p } from '@mikro-orm/core';

/** An OIDC issuer that an administrator allows: no other one is ever contacted. */
const AllowedIssuerSchema = defineEntity({
  name: 'AllowedIssuer',
  tableName: 'allowed_issuers',
  properties: {
    id: p.uuid().primary(),
    /** Its address, exactly as `iss` has it. */
    issuer: p.string().unique(),
    /** Whether it may be at an address that is not public. */
    privateAddresses: p.boolean(),
    createdAt: p.datetime(),
  },
});

export class AllowedIssuer extends AllowedIssuerSchema.class {}
AllowedIssuerSchema.setClass(AllowedIssuer);
