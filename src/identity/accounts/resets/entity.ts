import { defineEntity, p } from '@mikro-orm/core';

/** A link that gives an account a new password, once. Of its secret only the SHA-256 is kept. */
const PasswordResetSchema = defineEntity({
  name: 'PasswordReset',
  tableName: 'password_resets',
  properties: {
    /** A newer link ends the one before. */
    accountId: p.uuid().primary(),
    secretHash: p.string().unique(),
    expiresAt: p.datetime(),
  },
});

export class PasswordReset extends PasswordResetSchema.class {}
PasswordResetSchema.setClass(PasswordReset);
