import { defineEntity, p } from '@mikro-orm/core';

/** The first answer to a request that came with an `Idempotency-Key` (DESIGN section 3). */
const KeptAnswerSchema = defineEntity({
  name: 'KeptAnswer',
  tableName: 'kept_answer',
  properties: {
    /** SHA-256 of account, credential and key. */
    id: p.string().primary(),
    /** SHA-256 of what was asked; another request under the same key is refused. */
    fingerprint: p.string(),
    /** null while the request is running. */
    status: p.integer().nullable(),
    /** Content type of the answer; null where it has no body. */
    type: p.string().nullable(),
    /** The answer as it was sent; null where it has no body or showed a secret. */
    body: p.text().nullable(),
    showsSecret: p.boolean().default(false),
    createdAt: p.datetime(),
  },
  indexes: [{ properties: ['createdAt'] }],
});

export class KeptAnswer extends KeptAnswerSchema.class {}
KeptAnswerSchema.setClass(KeptAnswer);
