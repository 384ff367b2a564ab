import { defineEntity, p } from '@mikro-orm/core';
import type { Label } from '../../albatross/names.ts';
import type { Scope } from '../access/scopes.ts';

/** What a token may do that is given to whoever shows these claims. */
export interface Rule {
  /** Patterns by claim, in which `*` is any run of characters; all of them have to fit. */
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes: readonly Scope[];
  /** null: all hosts. */
  readonly hosts: readonly Label[] | null;
  /** Patterns; null: all names. */
  readonly names: readonly string[] | null;
  /** Networks; null: from everywhere. */
  readonly addresses: readonly string[] | null;
  /** Requests an hour. */
  readonly hourlyLimit: number;
}

/** An account's trust in an OIDC issuer: for whose identity tokens it gives which tokens. */
const TrustSchema = defineEntity({
  name: 'Trust',
  tableName: 'trusts',
  properties: {
    id: p.uuid().primary(),
    accountId: p.uuid().index(),
    /** The token that made it, or was the last to change it; null: a person. */
    madeBy: p.uuid().nullable().index(),
    name: p.string(),
    /** Its address, exactly as `iss` has it. */
    issuer: p.string(),
    audience: p.string(),
    /** The first that fits holds. */
    rules: p.json().$type<readonly Rule[]>(),
    /** null: never. */
    expiresAt: p.datetime().nullable(),
    createdAt: p.datetime(),
  },
});

export class Trust extends TrustSchema.class {}
TrustSchema.setClass(Trust);
