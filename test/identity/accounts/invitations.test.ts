import assert from 'node:assert/strict';
import { OwnServer } from '../../support/own-server.ts';
import { ask } from '../../support/request.ts';

describe('an invitation', () => {
  let server: OwnServer;
  before(async () => {
    server = await OwnServer.open({}, { FULMAR_SIGNUP: 'closed' });
  });
  after(() => server?.close());

  const password = 'correct horse';
  const open = (path: string, json: object) => ask(`${server.url}/api/v1`, path, { json });

  it('makes an account that its owner enters by a link, though nobody may sign up', async () => {
    const wanted = { name: 'bob', email: 'Bob@example.org' };
    const { json } = await server.expect(201, '/invitations', { json: wanted });
    const { account, link, mailed, token } = Object(json);
    assert.deepEqual([account.active, account.admin, mailed, token], [true, false, false, null]);
    const signIn = { email: 'bob@example.org', password };
    assert.equal((await open('/session', signIn)).status, 401);
    const [, secret] = `${link}`.split('/reset-password#');
    assert.equal((await open('/account/password-reset', { token: secret, password })).status, 204);
    assert.equal((await open('/session', signIn)).status, 200);
    const again = await open('/account/password-reset', { token: secret, password });
    assert.equal(again.status, 401);
    const taken = await server.expect(409, '/invitations', { json: wanted });
    assert.equal(Object(taken.json).code, 'name-taken');
    const { json: audit } = await server.expect(200, '/audit?action=inviteAccount');
    const objects = Object(audit).data.map(({ object }: { object: string }) => object);
    assert.equal(objects.at(-1), `accounts/${account.id}`);
  });

  it('gives a first token, which may do no more than the one who asks', async () => {
    const scopes = ['unikernels:write', 'volumes:write'];
    const wanted = { name: 'carol', email: 'carol@example.org', token: { name: 'ci', scopes } };
    const made = await server.expect(201, '/tokens', {
      json: { name: 'admin', scopes: ['admin'] },
    });
    const { secret } = Object(made.json);
    const byToken = {
      token: secret,
      json: { ...wanted, token: { name: 'ci', scopes: ['admin'] } },
    };
    const bounded = await server.expect(201, '/tokens', {
      json: { name: 'ends', scopes: ['admin'], expiresIn: '1 month' },
    });
    const refused = await server.ask('/invitations', {
      token: Object(bounded.json).secret,
      json: wanted,
    });
    assert.deepEqual([refused.status, Object(refused.json).code], [403, 'expiry-not-allowed']);
    const { json } = await server.expect(201, '/invitations', { json: wanted });
    const token = `${Object(json).token.secret}`;
    const current = await server.expect(200, '/tokens/current', { token });
    assert.deepEqual(
      [Object(current.json).account, Object(current.json).scopes],
      ['carol', scopes],
    );
    const dora = { ...byToken.json, name: 'dora', email: 'dora@example.org' };
    const made2 = await server.expect(201, '/invitations', { token: secret, json: dora });
    const powerless = await server.ask('/accounts', { token: Object(made2.json).token.secret });
    assert.equal(Object(powerless.json).code, 'admin-only');
  });
});
