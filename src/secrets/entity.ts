import { defineEntity, p } from '@mikro-orm/core';

/** What an account keeps to be filled in for `${secret:NAME}` in arguments. */
const AccountSecretSchema = defineEntity({
  name: 'AccountSecret',
  tableName: 'secrets',
  uniques: [{ properties: ['domain', 'name'] }],
  properties: {
    id: p.uuid().primary(),
    /** The account's name, which is its domain on every host. */
    domain: p.string(),
    name: p.string(),
    /** Sealed in the context `secret/ID`. */
    sealedValue: p.text(),
    createdAt: p.datetime(),
    changedAt: p.datetime(),
  },
});

export class AccountSecret extends AccountSecretSchema.class {}
AccountSecretSchema.setClass(AccountSecret);
