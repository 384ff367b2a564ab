import assert from 'node:assert/strict';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { ReplacedSecret, Token } from '../../../src/identity/tokens/entity.ts';
import { presentToken } from '../../../src/identity/tokens/presenter.ts';
import {
  bearer,
  type IdentityFixture,
  makeIdentity,
  person,
  tokenFields,
} from '../accounts/identity-fixture.ts';

const hour = 3600;
const revoked = { code: 'credential-revoked', status: 401 };

describe('the rotation of a token', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  let id: string;
  let old: string;
  beforeEach(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada');
    ({
      secret: old,
      token: { id },
    } = await identity.tokens.create(ada, tokenFields()));
  });
  afterEach(() => identity.database.close());

  const shown = async () =>
    presentToken(await identity.tokens.get(ada.account.id, id), identity.clock.tell());

  it('gives a new secret at once and lets the old one work for its grace', async () => {
    await bearer(identity, old);
    const { secret } = await identity.tokens.rotate(ada, id, hour);
    assert.notEqual(secret, old);
    for (const each of [secret, old]) {
      const { credential } = await bearer(identity, each);
      assert.ok(credential.kind === 'token' && credential.prefix === each.slice(0, 8));
      assert.equal(credential.id, id);
    }
    const { prefix, previous, replaced, uses } = await shown();
    const until = new Date(identity.clock.tell().getTime() + hour * 1000).toISOString();
    assert.deepEqual([prefix, previous], [secret.slice(0, 8), { prefix: old.slice(0, 8), until }]);
    assert.deepEqual(replaced, [previous]);
    assert.equal(uses, 3);
  });

  it('ends the old secret on the millisecond, though it was seen a moment ago', async () => {
    const { secret } = await identity.tokens.rotate(ada, id, hour);
    identity.clock.pass(hour * 1000 - 1);
    await bearer(identity, old);
    identity.clock.pass(1);
    await assert.rejects(bearer(identity, old), revoked);
    await bearer(identity, secret);
    assert.equal((await shown()).previous, null);
  });

  it('without grace ends the old secret from the next request on', async () => {
    await bearer(identity, old);
    await identity.tokens.rotate(ada, id, 0);
    await assert.rejects(bearer(identity, old), revoked);
  });

  it('without grace, or with one that was ended, keeps no secret if the clock is set back', async () => {
    const { secret } = await identity.tokens.rotate(ada, id, hour);
    await identity.tokens.endGrace(ada, id);
    await identity.tokens.rotate(ada, id, 0);
    identity.clock.passDays(-1);
    for (const each of [old, secret]) await assert.rejects(bearer(identity, each), revoked);
    assert.deepEqual((await shown()).replaced, []);
    await assert.rejects(identity.tokens.getBySecret(ada, secret), { code: 'token-unknown' });
  });

  it('again keeps the grace that each secret was promised, and lists those that work', async () => {
    const rotate = async (grace: number) => (await identity.tokens.rotate(ada, id, grace)).secret;
    const second = await rotate(hour);
    const third = await rotate(2 * hour);
    const fourth = await rotate(0);
    for (const secret of [old, second, fourth]) await bearer(identity, secret);
    await assert.rejects(bearer(identity, third), revoked);
    const { previous, replaced } = await shown();
    const prefixes = [second, old].map((secret) => secret.slice(0, 8));
    assert.deepEqual(
      replaced.map(({ prefix }) => prefix),
      prefixes,
    );
    assert.deepEqual(previous, replaced[0]);
    identity.clock.pass(hour * 1000);
    await assert.rejects(bearer(identity, old), revoked);
    await bearer(identity, second);
    assert.equal((await shown()).replaced.length, 1);
  });

  it('at once loses no secret that somebody was told', async () => {
    const { tokens } = identity.restart(); // as another server does
    const made = await Promise.all(
      [identity.tokens, tokens, identity.tokens].map((each) => each.rotate(ada, id, hour)),
    );
    const secrets = [old, ...made.map(({ secret }) => secret)];
    for (const secret of secrets) await bearer(identity, secret);
    assert.equal((await shown()).replaced.length, 3);
    identity.clock.pass(hour * 1000);
    const outcomes = await Promise.allSettled(secrets.map((secret) => bearer(identity, secret)));
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
  });

  it('keeps ten replaced secrets: those that have ended make room, then the oldest', async () => {
    const secrets = [old];
    const rotate = async (grace: number) => {
      secrets.push((await identity.tokens.rotate(ada, id, grace)).secret);
    };
    for (let times = 0; times < 9; times += 1) await rotate(hour);
    await rotate(0);
    await rotate(hour);
    const working = async () => {
      const tried = secrets.map((secret) =>
        bearer(identity, secret).then(
          () => true,
          () => false,
        ),
      );
      return (await Promise.all(tried)).flatMap((works, index) => (works ? [index] : []));
    };
    assert.deepEqual(await working(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11]);
    await rotate(hour);
    assert.deepEqual(await working(), [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12]);
    assert.equal(await identity.database.em().count(ReplacedSecret), 10);
  });

  it('never lets the old secret outlive the token', async () => {
    const end = new Date(identity.clock.tell().getTime() + 1000);
    await identity.tokens.change(ada, id, { expiresAt: end });
    await identity.tokens.rotate(ada, id, hour);
    assert.equal((await shown()).previous?.until, end.toISOString());
    identity.clock.pass(1000);
    await assert.rejects(bearer(identity, old), { code: 'credential-expired' });
  });

  it('has a grace that can be ended, and ends with the token', async () => {
    const between = (await identity.tokens.rotate(ada, id, hour)).secret;
    const { secret } = await identity.tokens.rotate(ada, id, hour);
    for (const each of [old, between]) await bearer(identity, each);
    await identity.tokens.endGrace(ada, id);
    for (const each of [old, between]) await assert.rejects(bearer(identity, each), revoked);
    await bearer(identity, secret);
    const third = (await identity.tokens.rotate(ada, id, hour)).secret;
    await identity.tokens.revoke(ada, id);
    await assert.rejects(bearer(identity, secret), revoked);
    await assert.rejects(bearer(identity, third), revoked);
  });

  it('is remembered as long as its token', async () => {
    await identity.tokens.rotate(ada, id, hour);
    await identity.tokens.revoke(ada, id);
    await assert.rejects(bearer(identity, old), revoked);
    identity.clock.passDays(91);
    const { token } = await identity.tokens.create(ada, tokenFields());
    await identity.tokens.revoke(ada, token.id);
    await assert.rejects(bearer(identity, old), { code: 'credential-invalid' });
    assert.equal(await identity.database.em().count(ReplacedSecret), 0);
  });

  it('is not for a token that reaches less, nor for another account', async () => {
    const fields = tokenFields({ scopes: ['tokens:write', 'unikernels:read'] });
    const { secret } = await identity.tokens.create(ada, fields);
    const ci = await bearer(identity, secret);
    await assert.rejects(identity.tokens.rotate(ci, id, 0), { code: 'scope-missing' });
    await assert.rejects(identity.tokens.endGrace(ci, id), { code: 'scope-missing' });
    const bob = await person(identity, 'bob');
    await assert.rejects(identity.tokens.rotate(bob, id, 0), { code: 'token-unknown' });
    await bearer(identity, old);
    const own = await identity.tokens.rotate(ci, ci.credential.id, 0);
    await bearer(identity, own.secret);
  });

  it('leaves none of the secrets in the database', async () => {
    const { secret } = await identity.tokens.rotate(ada, id, hour);
    const em = identity.database.em();
    const stored = JSON.stringify([await em.find(Token, {}), await em.find(ReplacedSecret, {})]);
    for (const each of [old, secret]) assert.ok(!stored.includes(each.slice(8)));
  });
});
