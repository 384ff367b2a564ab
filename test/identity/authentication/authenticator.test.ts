import assert from 'node:assert/strict';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { Authenticator } from '../../../src/identity/authentication/authenticator.ts';
import { CredentialCache } from '../../../src/identity/credentials/cache.ts';
import { newSecret } from '../../../src/identity/credentials/secret.ts';
import { fakePool } from '../../database/locks/fake-pool.ts';
import {
  from,
  type IdentityFixture,
  makeIdentity,
  person,
  signIn,
  tokenFields,
} from '../accounts/identity-fixture.ts';

describe('authentication', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  let secret: string;
  let cookie: string;
  before(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada');
    ({ secret } = await identity.tokens.create(ada, tokenFields()));
    cookie = await signIn(identity, 'ada');
  });
  after(() => identity.database.close());

  const present = async (headers: Readonly<Record<string, string>>): Promise<Actor | null> =>
    identity.authenticator.authenticate(from('192.0.2.1', headers));
  const kind = async (headers: Readonly<Record<string, string>>) =>
    (await present(headers))?.credential.kind ?? null;
  const basic = (pair: string) => ({
    authorization: `Basic ${Buffer.from(pair).toString('base64')}`,
  });

  it('takes a token as Bearer and as HTTP Basic, and a session as cookie', async () => {
    assert.equal(await kind({ authorization: `Bearer ${secret}` }), 'token');
    assert.equal(await kind({ authorization: `bearer  ${secret}` }), 'token');
    assert.equal(await kind(basic(`token:${secret}`)), 'token');
    assert.equal(await kind({ cookie: `a=b; fulmar_session=${cookie}; c=d` }), 'session');
  });

  it('finds nobody where nothing is presented', async () => {
    assert.equal(await kind({}), null);
    assert.equal(await kind({ cookie: 'other=1; xfulmar_session=2' }), null);
  });

  it('takes by HTTPS only the cookie that no neighbour can set', async () => {
    const secure = (name: string) =>
      identity.authenticator.authenticate({
        ...from('192.0.2.1', { cookie: `${name}=${cookie}` }),
        secure: true,
      });
    assert.equal((await secure('__Host-fulmar_session'))?.credential.kind, 'session');
    assert.equal(await secure('fulmar_session'), null);
    assert.equal(await kind({ cookie: `__Host-fulmar_session=${cookie}` }), null);
  });

  it('refuses two cookies of one name, of which a neighbour has set one', async () => {
    const twice = { cookie: `fulmar_session=${cookie}; a=b; fulmar_session=nonsense` };
    await assert.rejects(present(twice), { code: 'credential-invalid' });
    const same = { cookie: `fulmar_session=${cookie};fulmar_session=${cookie}` };
    await assert.rejects(present(same), { code: 'credential-invalid' });
  });

  it('does not fall back to the cookie when a token is presented', async () => {
    const both = { authorization: 'Bearer nonsense', cookie: `fulmar_session=${cookie}` };
    await assert.rejects(present(both), { code: 'credential-invalid' });
  });

  it('refuses what is malformed, mistyped, unknown or of the wrong kind', async () => {
    const bad = [
      { authorization: 'Bearer' },
      { authorization: `Bearer ${secret}x` },
      { authorization: `Bearer ${newSecret()}` },
      { authorization: `Bearer ${cookie}` },
      { authorization: `Digest ${secret}` },
      { authorization: secret },
      basic(`admin:${secret}`),
      basic(`token:${secret}0`),
      { authorization: 'Basic %%%' },
      { cookie: `fulmar_session=${secret}` },
      { cookie: 'fulmar_session=nonsense' },
    ];
    for (const headers of bad) {
      await assert.rejects(present(headers), (problem) => {
        const { code, status, message } = Object(problem);
        assert.deepEqual([code, status], ['credential-invalid', 401], JSON.stringify(headers));
        assert.ok(!message.includes(secret) && !message.includes(cookie));
        return true;
      });
    }
  });

  /** Whether a token is verified without waiting. */
  const isAtOnce = async (authenticator: Authenticator, secret: string, anew = false) => {
    const request = from('192.0.2.1', { authorization: `Bearer ${secret}` });
    const answer = authenticator.authenticate({ ...request, anew });
    await answer;
    return answer !== null && 'credential' in answer;
  };

  it('verifies a credential that was seen before at once, until it expires', async () => {
    const { authenticator, clock, tokens } = identity;
    const expiresAt = new Date(clock.tell().getTime() + 1000);
    const ending = (await tokens.create(ada, tokenFields({ expiresAt }))).secret;
    assert.equal(await isAtOnce(authenticator, ending), false);
    assert.equal(await isAtOnce(authenticator, ending), true);
    assert.equal(await isAtOnce(authenticator, ending, true), true);
    clock.pass(1000);
    await assert.rejects(isAtOnce(authenticator, ending), { code: 'credential-expired' });
  });

  it('looks up again, on request, what another server may have changed', async () => {
    const { uses, clock } = identity;
    const database = { ...identity.database, pool: fakePool().pool };
    const deps = { database, cache: new CredentialCache(), uses, clock: clock.tell };
    const beside = new Authenticator(deps);
    assert.equal(await isAtOnce(beside, secret), false);
    assert.equal(await isAtOnce(beside, secret), true);
    assert.equal(await isAtOnce(beside, secret, true), false);
  });
});
