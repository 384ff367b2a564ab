import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ActingAccount } from '../../../src/access/actor.ts';
import { CredentialCache } from '../../../src/credentials/cache.ts';
import { Problem } from '../../../src/errors.ts';
import { Token } from '../../../src/tokens/entity.ts';
import { changeToken, grantToken, rotateToken } from '../../../src/tokens/grants.ts';
import type { Reach } from '../../../src/tokens/reach.ts';
import type { Rule } from '../../../src/trusts/entity.ts';
import { Exchange } from '../../../src/trusts/exchange.ts';
import { authorizeRules, exchangedFields } from '../../../src/trusts/grants.ts';
import { fittingRule } from '../../../src/trusts/rules.ts';
import { Trusts } from '../../../src/trusts/trusts.ts';
import type { IdentityFixture } from '../../accounts/identity-fixture.ts';
import type { TokenShop } from './moves.ts';

const issuer = 'https://issuer.example.org';
const audience = 'fulmar';

/** A trust in whoever does a job, as its maker says it. */
function trustFields(job: string, { expiresAt, ...reach }: Reach) {
  const rules: Rule[] = [{ claims: { job }, ...reach }];
  return { name: job, issuer, audience, rules, expiresAt };
}

/** The services, with their database; whose identity tokens say, everybody believes here. */
export function serviceShop(
  { tokens, database, clock: { tell: clock } }: IdentityFixture,
  account: ActingAccount,
): TokenShop {
  const cache = new CredentialCache();
  const issuers = {
    get: async () => ({ id: randomUUID(), issuer, privateAddresses: false, createdAt: clock() }),
  };
  const trusts = new Trusts({ database, cache, issuers, clock });
  const verify = async (job: string) => ({
    issuer,
    audiences: [audience],
    subject: job,
    claims: { job },
    digest: randomUUID(),
    endsAt: clock(),
  });
  const exchange = new Exchange({ database, verifier: { verify }, clock });
  return {
    create: async (actor, request) => (await tokens.create(actor, request)).token,
    change: (actor, id, change) => tokens.change(actor, id, change),
    rotate: async (actor, id) => (await tokens.rotate(actor, id, 0)).token,
    trust: (actor, job, wanted) => trusts.create(actor, trustFields(job, wanted)),
    exchange: async (job) => (await exchange.exchange(job, account.name)).token,
  };
}

/** What the services decide by, with nothing but maps behind it: fast. */
export function quickShop(tokens: Map<string, Token>, now: Date): TokenShop {
  const trusts = new Map<string, ReturnType<typeof trustFields>>();
  const add = (fields: object): Token => {
    const hidden = { prefix: '', secretHash: '', createdAt: now };
    const token = Object.assign(new Token(), { ...fields, ...hidden, id: randomUUID() });
    tokens.set(token.id, token);
    return token;
  };
  const handle = (id: string, change: (token: Token) => unknown): Token => {
    const stored = tokens.get(id);
    assert.ok(stored);
    if (stored.trustId) throw new Problem('token-exchanged', 'It ends by itself.');
    const token = Object.assign(new Token(), stored); // what is refused leaves no trace
    change(token);
    tokens.set(id, token);
    return token;
  };
  return {
    create: async (actor, request) => add(grantToken(actor, request, now)),
    change: async (actor, id, change) =>
      handle(id, (token) => changeToken(actor, token, change, now)),
    rotate: async (actor, id) => handle(id, (token) => rotateToken(actor, token, now)),
    trust: async (actor, job, wanted) => {
      const trust = trustFields(job, wanted);
      authorizeRules(actor, trust);
      trusts.set(job, trust);
      return trust;
    },
    exchange: async (job) => {
      const trust = trusts.get(job);
      const rule = trust && fittingRule(trust.rules, { job });
      assert.ok(rule);
      return add({ ...exchangedFields({ trust, rule }, job, now), trustId: job });
    },
  };
}
