import { defineEntity, p } from '@mikro-orm/core';
import type { Label } from '../../albatross/names.ts';
import type { Scope } from '../access/scopes.ts';

/** An API credential of an account. A revoked one is kept to say so. */
const TokenSchema = defineEntity({
  name: 'Token',
  tableName: 'tokens',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid().index(),
    /** The trust that gave it for an identity token; null: it was made. */
    trustId: p.uuid().nullable().index(),
    /** The token that made it, or made the trust that gave it; null: a person did. */
    madeBy: p.uuid().nullable().index(),
    /** Whether `madeBy` has but rotated it, which a person made: it ends with that one, and has a limit of its own. */
    takenOver: p.boolean().default(false),
    name: p.string(),
    description: p.text().nullable(),
    /** The first characters of the secret, which stay visible. */
    prefix: p.string(),
    /** SHA-256 of the whole secret, hexadecimal. */
    secretHash: p.string().unique(),
    scopes: p.json().$type<readonly Scope[]>(),
    /** null: all hosts. */
    hosts: p.json().$type<readonly Label[]>().nullable(),
    /** Patterns; null: all names. */
    names: p.json().$type<readonly string[]>().nullable(),
    /** Networks; null: from everywhere. */
    addresses: p.json().$type<readonly string[]>().nullable(),
    /** null: never. */
    expiresAt: p.datetime().nullable(),
    hourlyLimit: p.integer().default(1000),
    uses: p.integer().default(0),
    lastUsedAt: p.datetime().nullable(),
    lastUsedAddress: p.string().nullable(),
    lastUsedAgent: p.string().nullable(),
    createdAt: p.datetime(),
    revokedAt: p.datetime().nullable(),
    replaced: () => p.oneToMany(ReplacedSecret).mappedBy('token').orphanRemoval(),
  },
});

export class Token extends TokenSchema.class {}
TokenSchema.setClass(Token);

/** A secret that a token had before a rotation. */
const ReplacedSecretSchema = defineEntity({
  name: 'ReplacedSecret',
  tableName: 'replaced_secrets',
  properties: {
    /** SHA-256 of the whole secret, hexadecimal. */
    hash: p.string().primary(),
    // Without a foreign key: SQLite would empty the table whenever a migration rebuilds that of tokens.
    token: () => p.manyToOne(Token).createForeignKeyConstraint(false).index(),
    prefix: p.string(),
    /** Counts those of a token. */
    ordinal: p.integer(),
    /** Until then it works on; the token may end before. */
    until: p.datetime(),
  },
});

export class ReplacedSecret extends ReplacedSecretSchema.class {}
ReplacedSecretSchema.setClass(ReplacedSecret);
