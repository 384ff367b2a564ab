import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mock } from 'node:test';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { Token } from '../../../src/identity/tokens/entity.ts';
import { Trust } from '../../../src/identity/trusts/entity.ts';
import { Exchange } from '../../../src/identity/trusts/exchange.ts';
import { UsedIdentity } from '../../../src/identity/trusts/used-identity.ts';
import type { Identity } from '../../../src/identity/trusts/verify-identity.ts';
import {
  approver,
  bearer,
  type IdentityFixture,
  makeIdentity,
  person,
  tokenFields,
} from '../accounts/identity-fixture.ts';
import { issuer, rule } from './sample-rule.ts';

const minute = 60_000;

describe('a token given in exchange for an identity token', () => {
  let identity: IdentityFixture;
  let bob: Actor;
  let exchange: Exchange;
  /** What the identity tokens say; the verifier accepts all of them. */
  let said: Partial<Identity>;
  beforeEach(async () => {
    identity = await makeIdentity();
    await person(identity, 'ada');
    bob = await person(identity, 'bob');
    said = {};
    const { database, clock } = identity;
    const verify = async (token: string): Promise<Identity> => ({
      ...{ issuer, audiences: ['other', 'fulmar'], subject: 'web', claims: { ref: 'main' } },
      ...{ digest: token, endsAt: later(5 * minute), ...said },
    });
    exchange = new Exchange({ database, clock: clock.tell, verifier: { verify } });
  });
  afterEach(() => identity.database.close());

  const em = () => identity.database.em();
  const later = (milliseconds: number) => new Date(identity.clock.tell().getTime() + milliseconds);
  const trust = async (fields: Partial<Trust> = {}) => {
    const id = randomUUID();
    await em().insert(Trust, {
      ...{ id, accountId: bob.account.id, name: 'ci', issuer, audience: 'fulmar', rules: [rule] },
      ...{ createdAt: identity.clock.tell(), ...fields },
    });
    return id;
  };
  const give = (token: string, account = bob.account.name) => exchange.exchange(token, account);

  it('belongs to the account, and names the trust and who made that', async () => {
    const found: string[] = [];
    const maker = await identity.tokens.create(bob, tokenFields());
    const id = await trust({ madeBy: maker.token.id });
    const { token, secret, account } = await exchange.exchange('one', bob.account.name, (each) =>
      found.push(each.name),
    );
    assert.deepEqual([account, found], ['bob', ['bob']]);
    assert.partialDeepStrictEqual(token, {
      ...{ accountId: bob.account.id, trustId: id, madeBy: maker.token.id, name: 'web' },
      ...{ createdAt: identity.clock.tell(), expiresAt: later(15 * minute), names: ['web-*'] },
    });
    const { credential } = await bearer(identity, secret);
    assert.partialDeepStrictEqual(credential, { id: token.id, trustId: id });
  });

  it('comes from the first valid trust that fits in every way', async () => {
    await trust({ issuer: `${issuer}/` });
    await trust({ audience: 'elsewhere' });
    await trust({ expiresAt: identity.clock.tell() });
    await trust({ rules: [{ ...rule, claims: { ref: 'live' } }] });
    await trust({ accountId: randomUUID() });
    await assert.rejects(give('one'), { code: 'exchange-refused' });
    const second = await trust({ createdAt: later(1), expiresAt: later(minute) });
    const first = await trust();
    assert.equal((await give('two')).token.trustId, first);
    await em().nativeDelete(Trust, { id: first });
    assert.equal((await give('three')).token.trustId, second);
  });

  it('is refused with what the identity token says', async () => {
    const { name } = bob.account;
    said = { claims: { sub: 'web', repository: ['a', 'b'], ref: 'main', more: 'secret' } };
    const found: string[] = [];
    const asked = exchange.exchange('one', name, (each) => found.push(each.name));
    await assert.rejects(asked, {
      code: 'exchange-refused',
      detail:
        'No account of this name has a trust that fits the identity token, by its issuer, its audience and the ' +
        `claims of a rule. The token says: iss ${issuer}, aud other fulmar, sub web, repository a b, ref main.`,
    });
    assert.deepEqual(found, ['bob']);
    const others = { environment: 'live', project_path: 'octo/web' };
    said = { claims: others, audiences: ['fulmar'] };
    await assert.rejects(give('one'), /aud fulmar, environment live, project_path octo\/web\.$/);
  });

  it('is given once, and not for a suspended account', async () => {
    await trust();
    await give('one');
    await assert.rejects(give('one'), {
      code: 'identity-token-invalid',
      detail: 'The identity token was exchanged before: each is good for one token.',
    });
    await identity.users.change(approver, bob.account.id, { active: false });
    const detail = 'An administrator has suspended the account.';
    await assert.rejects(give('two'), { code: 'account-inactive', detail });
    assert.equal(await em().count(UsedIdentity), 1);
  });

  it('is one of at most 500 that are valid at a time', async () => {
    const trustId = await trust();
    const rows = Array.from({ length: 499 }, (_, index) => ({
      ...{ id: randomUUID(), accountId: bob.account.id, trustId, name: 'web', prefix: 'fmr_' },
      ...{ secretHash: `hash ${index}`, scopes: rule.scopes, expiresAt: later(minute) },
      createdAt: identity.clock.tell(),
    }));
    await em().insertMany(Token, rows);
    const [ended, revoked] = rows.map(({ id }) => id);
    await give('one');
    const detail = 'An account has at most 500 exchanged tokens at a time. Wait some minutes.';
    await assert.rejects(give('two'), { code: 'limit-reached', detail });
    await em().nativeUpdate(Token, { id: `${ended}` }, { expiresAt: identity.clock.tell() });
    await give('three');
    await assert.rejects(give('four'), { code: 'limit-reached' });
    await em().nativeUpdate(Token, { id: `${revoked}` }, { revokedAt: identity.clock.tell() });
    await give('five');
  });

  it('is deleted once it has expired, and so is the record of the identity token', async () => {
    await trust();
    const { token } = await give('one');
    const own = await identity.tokens.create(bob, tokenFields({ expiresAt: later(minute) }));
    const known = async () => (await em().find(Token, { id: [token.id, own.token.id] })).length;
    identity.clock.pass(5 * minute);
    await exchange.purge();
    assert.deepEqual([await known(), await em().count(UsedIdentity)], [2, 1]);
    identity.clock.pass(1);
    await exchange.purge();
    assert.deepEqual([await known(), await em().count(UsedIdentity)], [2, 0]);
    identity.clock.pass(10 * minute - 1);
    await exchange.purge();
    assert.equal(await known(), 2);
    identity.clock.pass(1);
    await exchange.purge();
    assert.equal(await known(), 1, 'one’s own is kept');
  });

  it('fails if the database does', async () => {
    const failing = mock.method(identity.database, 'transaction', () => {
      throw new Error('disk full');
    });
    await assert.rejects(give('one'), { message: 'disk full' });
    failing.mock.restore();
  });
});
