import type { z } from 'zod';
import { type HoldingCounts, holdingKinds } from './belongings.ts';
import type { Account } from './entity.ts';
import type { OnHosts } from './holdings.ts';
import type { Orphans } from './orphans.ts';
import {
  type accountAnswer,
  holdingCounts,
  type holdingsAnswer,
  type leftoversAnswer,
  type signedUpAnswer,
} from './schema.ts';
import type { SignedUp } from './sign-up.ts';

/** An account as its owner and administrators see it. */
export function presentAccount(account: Account): z.input<typeof accountAnswer> {
  const { id, name, email, active, admin, signingKey, createdAt, approvedAt } = account;
  return {
    id,
    name,
    email,
    emailVerified: account.emailVerifiedAt !== null && account.emailVerifiedAt !== undefined,
    active,
    admin,
    signingKey: signingKey ?? null,
    createdAt: createdAt.toISOString(),
    approvedAt: approvedAt?.toISOString() ?? null,
    suspension: presentSuspension(account),
    lastSignInAt: account.lastSignInAt?.toISOString() ?? null,
  };
}

function presentSuspension({ active, approvedAt, suspendedAt, suspensionReason }: Account) {
  if (active || !approvedAt) return null;
  return { since: suspendedAt?.toISOString() ?? null, reason: suspensionReason ?? null };
}

/** A new account as the one who signed up sees it this once. */
export function presentSignedUp({
  account,
  email,
  firstToken,
}: SignedUp): z.input<typeof signedUpAnswer> {
  const { id, name, prefix, scopes, expiresAt } = firstToken.token;
  const end = expiresAt?.toISOString() ?? null;
  const token = { id, name, prefix, scopes: [...scopes], expiresAt: end };
  return { ...presentAccount(account), email, token: { ...token, secret: firstToken.secret } };
}

/** What an account has, as administrators see it. */
export function presentHoldings(
  counts: HoldingCounts,
  { unikernels, volumes, errors }: OnHosts,
): z.input<typeof holdingsAnswer> {
  const none = Object.fromEntries(holdingKinds.map((kind) => [kind, 0]));
  return {
    counts: holdingCounts.parse({ ...none, ...counts }),
    ...{ unikernels: [...unikernels], volumes: [...volumes], errors: [...errors] },
  };
}

/** What an account left, as the administrator who ended it sees it. */
export function presentOrphans(left: Orphans): z.input<typeof leftoversAnswer> {
  return { unikernels: [...left.unikernels], errors: [...left.errors] };
}
