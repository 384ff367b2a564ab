import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseLabel } from '../../../../src/albatross/names.ts';
import { Problem } from '../../../../src/base/errors.ts';
import { adminSession, scope } from '../../../../src/identity/access/access.ts';
import type { ActingAccount, Actor } from '../../../../src/identity/access/actor.ts';
import { Account } from '../../../../src/identity/accounts/entity.ts';
import { authorizeUserChange } from '../../../../src/identity/accounts/users.ts';
import { CredentialCache } from '../../../../src/identity/credentials/cache.ts';
import { Token } from '../../../../src/identity/tokens/entity.ts';
import { changeToken, grantToken, rotateToken } from '../../../../src/identity/tokens/grants.ts';
import type { Reach } from '../../../../src/identity/tokens/reach.ts';
import type { Rule } from '../../../../src/identity/trusts/entity.ts';
import { Exchange } from '../../../../src/identity/trusts/exchange.ts';
import { authorizeRules, exchangedFields } from '../../../../src/identity/trusts/grants.ts';
import { fittingRule } from '../../../../src/identity/trusts/rules.ts';
import { Trusts } from '../../../../src/identity/trusts/trusts.ts';
import { sessionActor } from '../../../support/actors.ts';
import type { IdentityFixture } from '../../accounts/identity-fixture.ts';
import { type Helper, helpers, type TokenShop } from './intruder.ts';

const issuer = 'https://issuer.example.org';
const audience = 'fulmar';

/** A trust in whoever does a job, as its maker says it. */
function trustFields(job: string, { expiresAt, ...reach }: Reach) {
  const rules: Rule[] = [{ claims: { job }, ...reach }];
  return { name: job, issuer, audience, rules, expiresAt };
}

/** A helper's account as it is at first: it waits, or was deactivated. */
const atFirst = (helper: Helper) => ({ active: false, admin: helpers[helper].admin });

/** Has the accounts of the helpers as they are at first. */
export async function resetHelpers({ database, clock }: IdentityFixture): Promise<void> {
  const em = database.em();
  for (const helper of ['waiting', 'former'] as const) {
    const name = parseLabel(helper);
    await em.upsert(Account, {
      ...{ id: helpers[helper].id, name, email: `${name}@example.org`, passwordHash: '' },
      ...{ createdAt: clock.tell(), approvedAt: null, ...atFirst(helper) },
    });
  }
}

/** A helper who is signed in. */
function signedIn(helper: Helper, { active, admin }: Pick<Account, 'active' | 'admin'>): Actor {
  if (active) return sessionActor(helper, admin);
  throw new Problem('account-inactive', 'This account is not active.');
}

/** The services behind the accesses of their routes, with their database; whose identity tokens say, everybody believes here. */
export function serviceShop(
  { tokens, users, resets, database, clock: { tell: clock } }: IdentityFixture,
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
    rotate: async (actor, id, grace) => {
      const { token } = await tokens.rotate(actor, id, grace / 1000);
      const replaced = token.replaced.getItems().at(-1);
      assert.ok(replaced);
      return { token, replaced };
    },
    trust: (actor, job, wanted) => trusts.create(actor, trustFields(job, wanted)),
    exchange: async (job) => (await exchange.exchange(job, account.name)).token,
    enter: async (actor) => {
      adminSession.check(actor, {});
      await resets.offer(account.id);
      return { account, credential: { kind: 'session', id: '1' } };
    },
    changeHelper: async (actor, helper, change) => {
      scope('admin').check(actor, {});
      const { account: changed } = await users.change(actor, helpers[helper].id, change);
      return signedIn(helper, changed);
    },
  };
}

/** What the services decide by, with nothing but maps behind it: fast. */
export function quickShop(tokens: Map<string, Token>, now: Date): TokenShop {
  const trusts = new Map<string, ReturnType<typeof trustFields>>();
  const accounts = { waiting: atFirst('waiting'), former: atFirst('former') };
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
    rotate: async (actor, id, grace) => {
      const { prefix } = tokens.get(id) ?? { prefix: '' };
      const token = handle(id, (found) => rotateToken(actor, found));
      return { token, replaced: { prefix, until: new Date(now.getTime() + grace) } };
    },
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
    enter: async (actor) => {
      adminSession.check(actor, {});
      return { account: actor.account, credential: { kind: 'session', id: '1' } };
    },
    changeHelper: async (actor, helper, change) => {
      const { active, admin } = accounts[helper];
      scope('admin').check(actor, {});
      authorizeUserChange(actor, accounts[helper], change);
      accounts[helper] = { active: change.active ?? active, admin: change.admin ?? admin };
      return signedIn(helper, accounts[helper]);
    },
  };
}
