import { defineEntity, p } from '@mikro-orm/core';

/** A link that proves that an account's mails arrive at an address. Of its secret only the SHA-256 is kept. */
const EmailLinkSchema = defineEntity({
  name: 'EmailLink',
  tableName: 'email_links',
  properties: {
    /** A newer link ends the one before. */
    accountId: p.uuid().primary(),
    /** In lower case: what the account's address becomes. */
    email: p.string(),
    secretHash: p.string().unique(),
    expiresAt: p.datetime().index(),
  },
});

export class EmailLink extends EmailLinkSchema.class {}
EmailLinkSchema.setClass(EmailLink);
