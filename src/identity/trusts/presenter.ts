import type { z } from 'zod';
import { presentMadeToken } from '../tokens/presenter.ts';
import type { Rule, Trust } from './entity.ts';
import type { ExchangedToken } from './exchange.ts';
import type { exchangedToken, trustAnswer } from './schema.ts';

/** A trust as its owner sees it; `allowed` are the issuers that administrators allow. */
export function presentTrust(
  trust: Trust,
  allowed: ReadonlySet<string>,
): z.input<typeof trustAnswer> {
  const { id, name, issuer, audience, rules, expiresAt, createdAt } = trust;
  return {
    id,
    madeBy: trust.madeBy ?? null,
    name,
    issuer,
    issuerAllowed: allowed.has(issuer),
    audience,
    rules: rules.map(presentRule),
    expiresAt: expiresAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

function presentRule({ claims, scopes, hosts, names, addresses, hourlyLimit }: Rule) {
  return {
    claims: { ...claims },
    scopes: [...scopes],
    hosts: hosts && [...hosts],
    names: names && [...names],
    addresses: addresses && [...addresses],
    hourlyLimit,
  };
}

/** A token as the bearer of the identity token sees it this once. */
export function presentExchanged(
  { account, ...made }: ExchangedToken,
  now: Date,
): z.input<typeof exchangedToken> {
  return { ...presentMadeToken(made, now), account };
}
