import { defineEntity, p } from '@mikro-orm/core';

/** The first answer to a request that came with an `Idempotency-Key`. */
const IdempotencyRecordSchema = defineEntity({
  name: 'IdempotencyRecord',
  tableName: 'kept_answer',
  properties: {
    /** SHA-256 of account, credential and key. */
    id: p.string().primary(),
    /** SHA-256 of what was asked, sealed as the body; anything else under the same key is refused. */
    fingerprint: p.string(),
    /** null while the request is running. */
    status: p.integer().nullable(),
    headers: p.json<Readonly<Record<string, string>>>().nullable(),
    /** Sealed in the context `kept-answer/ID`; null where the answer has none, or showed a secret. */
    body: p.text().nullable(),
    showedSecret: p.boolean(),
    /** The `id` of what an answer with a secret was about. */
    resultId: p.string().nullable(),
    /** The server (`Replica.id`) that answers the request; empty where there is only one. */
    owner: p.string().default(''),
    createdAt: p.datetime(),
  },
  indexes: [{ properties: ['createdAt'] }],
});

export class IdempotencyRecord extends IdempotencyRecordSchema.class {}
IdempotencyRecordSchema.setClass(IdempotencyRecord);
