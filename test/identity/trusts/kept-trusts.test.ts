import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { Token } from '../../../src/identity/tokens/entity.ts';
import { type Rule, Trust } from '../../../src/identity/trusts/entity.ts';
import { AllowedIssuer } from '../../../src/identity/trusts/issuers/entity.ts';
import { unreachable } from '../../../src/identity/trusts/issuers/issuers.ts';
import type { TrustFields } from '../../../src/identity/trusts/trusts.ts';
import { OutgoingError } from '../../../src/outgoing/errors.ts';
import {
  bearer,
  type IdentityFixture,
  makeIdentity,
  person,
  tokenFields,
} from '../accounts/identity-fixture.ts';
import { issuer, rule } from './sample-rule.ts';

const minute = 60_000;
const fields: TrustFields = {
  ...{ name: 'ci', issuer, audience: 'fulmar', rules: [rule], expiresAt: null },
};

describe('the trusts of an account', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  let bob: Actor;
  let issuerId: string;
  beforeEach(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada');
    bob = await person(identity, 'bob');
    issuerId = await allow(issuer);
  });
  afterEach(() => identity.database.close());

  const em = () => identity.database.em();
  const now = () => identity.clock.tell();
  const allow = async (address: string) => {
    const id = randomUUID();
    const made = { id, issuer: address, privateAddresses: false, createdAt: now() };
    await em().insert(AllowedIssuer, made);
    return id;
  };
  const create = (change: Partial<TrustFields> = {}) =>
    identity.trusts.create(bob, { ...fields, ...change });
  /** Rules that take so many octets of JSON, including brackets. */
  const rulesOf = (octets: number): Rule[] => {
    const sized = (length: number) => [{ ...rule, claims: { ref: 'x'.repeat(length) } }];
    return sized(octets - JSON.stringify(sized(0)).length);
  };
  const insert = async (count: number, rules: readonly Rule[], accountId = bob.account.id) => {
    const rows = Array.from({ length: count }, () => ({
      ...{ id: randomUUID(), accountId, rules, createdAt: now() },
      ...{ name: 'ci', issuer, audience: 'fulmar' },
    }));
    await em().insertMany(Trust, rows);
    return rows.map(({ id }) => id);
  };

  it('are at most a hundred', async () => {
    await insert(99, [rule]);
    await insert(1, [rule], ada.account.id);
    await create();
    const detail = 'An account has at most 100 trusts. Remove some.';
    await assert.rejects(create(), { code: 'limit-reached', detail });
  });

  const tooLarge = {
    code: 'limit-reached',
    detail: 'The rules of all trusts of an account may take up at most 512 KiB.',
  };

  it('have rules of at most 512 KiB in total', async () => {
    const [id = ''] = await insert(1, rulesOf(500 * 1024));
    await insert(1, rulesOf(500 * 1024), ada.account.id);
    await assert.rejects(create({ rules: rulesOf(12 * 1024 + 1) }), tooLarge);
    await create({ rules: rulesOf(12 * 1024) });
    const change = (octets: number) => identity.trusts.change(bob, id, { rules: rulesOf(octets) });
    await assert.rejects(change(500 * 1024 + 1), tooLarge);
    await change(400 * 1024);
    await change(500 * 1024);
  });

  it('can be made smaller or renamed while their rules are too large in total', async () => {
    const [id = ''] = await insert(2, rulesOf(300 * 1024));
    await identity.trusts.change(bob, id, { name: 'other' });
    await identity.trusts.change(bob, id, { rules: rulesOf(300 * 1024 - 1) });
    await assert.rejects(identity.trusts.change(bob, id, { rules: rulesOf(300 * 1024) }), tooLarge);
  });

  it('do not let strangers in, not even by one rule of several', async () => {
    const wide = { ...rule, claims: { sub: '*' } };
    const message = 'must hold at least one claim to more than *';
    const refusal = {
      code: 'invalid-body',
      detail: `The rules let strangers in: rules.1.claims ${message}; rules.2.claims ${message}.`,
      errors: ['rules.1.claims', 'rules.2.claims'].map((path) => ({ path, message })),
    };
    await assert.rejects(create({ rules: [rule, wide, wide] }), refusal);
    const { id } = await create();
    const change = identity.trusts.change(bob, id, { rules: [rule, wide, wide] });
    await assert.rejects(change, refusal);
    assert.deepEqual((await identity.trusts.get(bob.account.id, id)).rules, [rule]);
  });

  it('are listed for the account only, the newest first', async () => {
    const first = await create();
    identity.clock.pass(1000);
    const second = await create();
    const idsOf = async ({ account }: Actor) =>
      (await identity.trusts.list(account.id)).map(({ id }) => id);
    assert.deepEqual(await idsOf(bob), [second.id, first.id]);
    assert.deepEqual(await idsOf(ada), []);
    const unknown = { code: 'trust-unknown', detail: 'The account has no such trust.' };
    await assert.rejects(identity.trusts.get(ada.account.id, first.id), unknown);
    await assert.rejects(identity.trusts.remove(ada, first.id), unknown);
  });

  it('cannot expire in the past, and keep their issuer when something else changes', async () => {
    const expiresAt = new Date(now().getTime() + minute);
    const past = { code: 'invalid-body', detail: 'The time of expiry has to be in the future.' };
    await assert.rejects(create({ expiresAt: now() }), past);
    const { id } = await create({ expiresAt });
    identity.clock.pass(minute);
    await assert.rejects(identity.trusts.change(bob, id, { expiresAt }), past);
    const { name, issuer: kept } = await identity.trusts.change(bob, id, { name: 'other' });
    assert.deepEqual([name, kept], ['other', issuer]);
  });

  it('name issuers that are allowed, also after a change', async () => {
    const other = { issuer: 'https://other.example.org' };
    const refusal = {
      code: 'issuer-not-allowed',
      detail:
        'No administrator allows the issuer https://other.example.org, so it is not asked for its keys.',
      facts: other,
    };
    await assert.rejects(create(other), refusal);
    const { id } = await create();
    await assert.rejects(identity.trusts.change(bob, id, other), refusal);
    await allow(other.issuer);
    assert.equal((await identity.trusts.change(bob, id, other)).issuer, other.issuer);
    const names = ['https://issuer.example.org', 'https://other.example.org'];
    assert.deepEqual([...(await identity.issuers.names())], names);
  });

  it('belong to whoever made or last changed them, and allow no more than that', async () => {
    const scopes = ['unikernels:write', 'tokens:write'] as const;
    const narrow = await identity.tokens.create(bob, tokenFields({ scopes, names: ['web-1'] }));
    const wide = await identity.tokens.create(bob, tokenFields({ scopes }));
    const { id, madeBy } = await create();
    assert.equal(madeBy, null);
    const change = async (secret: string) =>
      identity.trusts.change(await bearer(identity, secret), id, { name: 'other' });
    await assert.rejects(change(narrow.secret), { code: 'name-not-allowed' });
    const rules = [{ ...rule, names: ['web-1'] }];
    const narrowed = identity.trusts.change(await bearer(identity, narrow.secret), id, { rules });
    await assert.rejects(narrowed, { code: 'name-not-allowed' });
    await assert.rejects(identity.trusts.remove(await bearer(identity, narrow.secret), id), {
      ...{ code: 'name-not-allowed' },
    });
    assert.equal((await change(wide.secret)).madeBy, wide.token.id);
    const last = await identity.trusts.change(bob, id, { name: 'last' });
    assert.equal(last.madeBy, null);
  });

  /** A token that the trust gave, which is now cached. */
  const given = async (trustId: string) => {
    const { token, secret } = await identity.tokens.create(bob, tokenFields());
    await em().nativeUpdate(Token, { id: token.id }, { trustId });
    await bearer(identity, secret);
    return async () => await bearer(identity, secret);
  };
  const revoked = { code: 'credential-revoked' };

  it('revoke what they gave on any change, on removal, and with their issuer', async () => {
    const { id } = await create();
    const changed = await given(id);
    await identity.trusts.change(bob, id, { name: 'other' });
    await assert.rejects(changed, revoked);
    const removed = await given(id);
    await identity.trusts.remove(bob, id);
    await assert.rejects(removed, revoked);
    const { id: next } = await create();
    const [ended, kept] = [await given(next), await given(randomUUID())];
    await identity.issuers.remove(issuerId);
    await assert.rejects(ended, revoked);
    await kept();
    const detail = 'There is no issuer with this id.';
    const again = identity.issuers.remove(issuerId);
    await assert.rejects(again, { code: 'issuer-unknown', detail });
  });

  it('name issuers that can be allowed only once', async () => {
    const address = { issuer, privateAddresses: false };
    const detail = `The issuer ${issuer} is allowed already.`;
    await assert.rejects(identity.issuers.allow(ada, address), { code: 'name-taken', detail });
  });

  it('report an issuer that cannot be reached, and no other failure', () => {
    const cause = new OutgoingError('unreachable', 'it is down');
    assert.throws(() => unreachable(cause), {
      ...{ code: 'issuer-unreachable', detail: 'The issuer cannot be used: it is down.', cause },
      headers: { 'Retry-After': '10' },
    });
    assert.throws(() => unreachable(new RangeError('a fault')), RangeError);
  });
});
