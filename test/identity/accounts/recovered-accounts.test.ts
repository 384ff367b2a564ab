import assert from 'node:assert/strict';
import { asBrowser, type IdentityServer, serveIdentity } from './http-fixture.ts';
import { makeIdentity, password } from './identity-fixture.ts';

const ada = { name: 'ada', email: 'ada@example.org', password };
const bob = { name: 'bob', email: 'bob@example.org', password };
const thief = 'thief@example.net';

describe('an account of which somebody else knew the password', () => {
  let server: IdentityServer;
  let admin: Record<string, string>;
  let id: string;

  beforeEach(async () => {
    server = await serveIdentity([], { made: await makeIdentity({ mail: true }) });
    await server.ask('/accounts', { json: ada });
    admin = asBrowser(await signIn(ada.email));
    ({ id } = Object((await server.ask('/accounts', { json: bob })).json));
    await setActive(true);
    await server.mails();
  });
  afterEach(() => server.close());

  const signIn = (email: string) => server.ask('/session', { json: { email, password } });
  const change = async (path: string, json: object, headers: Record<string, string>) => {
    const told = await server.ask(path, { method: 'PATCH', json, headers });
    assert.equal(told.status, 200, told.text);
  };
  const setActive = (active: boolean) => change(`/accounts/${id}`, { active }, admin);
  const post = async (path: string, json: object) => {
    const told = await server.ask(path, { method: 'POST', json, headers: admin });
    return told.status < 300 ? told.status : Object(told.json).code;
  };

  /** The secret in the link of the only mail that waits, and to whom it is. */
  const mailed = async () => {
    const [mail, ...others] = await server.mails();
    assert.deepEqual(others, []);
    return { to: mail?.to, token: /#(\S+)\n/.exec(mail?.text ?? '')?.[1] };
  };

  const wantAddress = async () => {
    const session = asBrowser(await signIn(bob.email));
    await change('/account', { email: thief, currentPassword: password }, session);
    const { to, token } = await mailed();
    assert.equal(to, thief);
    return token;
  };

  const recoveries: Readonly<Record<string, () => Promise<void>>> = {
    'its owner has chosen another one': async () => {
      const json = { password: `${password}, anew`, currentPassword: password };
      await change('/account', json, asBrowser(await signIn(bob.email)));
    },
    'its owner has used a link for another one': async () => {
      const offered = await server.ask(`/accounts/${id}/password-reset`, {
        ...{ method: 'POST', headers: admin },
      });
      const { token } = Object(offered.json);
      assert.equal(await post('/account/password-reset', { token, password: 'another one' }), 204);
    },
    'an administrator has suspended it for a while': async () => {
      await setActive(false);
      await setActive(true);
    },
  };

  for (const [what, recover] of Object.entries(recoveries)) {
    it(`does not get the address that they wanted, once ${what}`, async () => {
      const token = await wantAddress();
      await recover();
      assert.equal(await post('/account/email-verification', { token }), 'verification-refused');
    });
  }

  it('gets the address that comes with a new password', async () => {
    const json = { email: 'new@example.org', password: 'another one', currentPassword: password };
    await change('/account', json, asBrowser(await signIn(bob.email)));
    const { token } = await mailed();
    assert.equal(await post('/account/email-verification', { token }), 204);
  });

  it('gets no new password by a link that went to its former address', async () => {
    const wanted = await wantAddress();
    assert.equal(await post('/account/password-reset/link', { account: 'bob' }), 204);
    const { to, token } = await mailed();
    assert.equal(to, bob.email);
    assert.equal(await post('/account/email-verification', { token: wanted }), 204);
    assert.equal(
      await post('/account/password-reset', { token, password: 'another one' }),
      'reset-refused',
    );
  });
});
