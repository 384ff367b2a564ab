import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { parseLabel } from '../../../src/albatross/names.ts';
import { asBrowser, type IdentityServer, serveIdentity } from '../accounts/http-fixture.ts';
import { approver, makeIdentity, password, serverAddress } from '../accounts/identity-fixture.ts';

const week = 7 * 24 * 60 * 60 * 1000;

describe('an invitation', () => {
  let server: IdentityServer;
  let headers: Record<string, string>;
  const open = async (mail: boolean) => {
    server = await serveIdentity([], { made: await makeIdentity({ open: false, mail }) });
    const json = { name: 'alice', email: 'alice@example.org', password };
    assert.equal((await server.ask('/accounts', { json })).status, 201);
    headers = asBrowser(await server.ask('/session', { json: { email: json.email, password } }));
  };
  beforeEach(() => open(false));
  afterEach(() => server?.close());

  const post = (path: string, json: object) => server.ask(path, { json });
  /** As the administrator who is signed in. */
  const invite = (json: object) => server.ask('/invitations', { headers, json });
  const makeToken = async (json: object) =>
    `${Object((await server.ask('/tokens', { headers, json })).json).secret}`;

  const bob = { name: 'bob', email: 'Bob@example.org' };

  it('makes an account that its owner enters by a link, though nobody may sign up', async () => {
    const { status, json, text } = await invite(bob);
    assert.equal(status, 201, text);
    const { account, link, expiresAt, mailed, token } = Object(json);
    assert.deepEqual([account.active, account.admin, mailed, token], [true, false, false, null]);
    assert.equal(Date.parse(expiresAt), server.clock.tell().getTime() + week);
    const signIn = { email: 'bob@example.org', password };
    assert.equal((await post('/session', signIn)).status, 401);
    const [page, secret] = `${link}`.split('#');
    assert.equal(page, `${server.url}/reset-password`);
    const chosen = { token: secret, password };
    assert.equal((await post('/account/password-reset', chosen)).status, 204);
    assert.equal((await post('/session', signIn)).status, 200);
    assert.equal((await post('/account/password-reset', chosen)).status, 401);
    const audit = await server.ask('/audit?action=inviteAccount', { headers });
    assert.ok(audit.text.includes(`"accounts/${account.id}"`), audit.text);
    assert.deepEqual(await server.mails(), []);
  });

  it('is refused where the name or the address is taken', async () => {
    assert.equal((await invite(bob)).status, 201);
    const again = Object((await invite(bob)).json);
    assert.deepEqual([again.status, again.code], [409, 'name-taken']);
    const message = 'An account has or had this name or this e-mail address.';
    assert.deepEqual([again.detail, again.errors], [message, [{ path: 'name', message }]]);
    assert.equal((await invite({ ...bob, name: 'robert' })).status, 409);
  });

  it('does not mention names if it fails for another reason', async () => {
    const failing = mock.method(server.database, 'transaction', () => {
      throw new Error('disk full');
    });
    const wanted = { name: parseLabel('bob'), email: 'bob@example.org' };
    const made = server.invitations.invite(approver, wanted);
    await assert.rejects(made, { message: 'disk full' });
    failing.mock.restore();
  });

  it('is sent to the address, too, where the server sends mails', async () => {
    await server.close();
    await open(true);
    const { json } = await invite(bob);
    const { link, mailed } = Object(json);
    assert.equal(mailed, true);
    const [mail, ...more] = await server.mails();
    assert.deepEqual([mail?.to, more], ['bob@example.org', []]);
    const [, secret] = `${link}`.split('#');
    assert.ok(JSON.stringify(mail).includes(`${serverAddress}/reset-password#${secret}`));
  });

  it('gives a first token', async () => {
    const scopes = ['unikernels:write', 'volumes:write'];
    const { json } = await invite({ ...bob, token: { name: 'ci', scopes } });
    const { account, token } = Object(json);
    const current = await server.ask('/tokens/current', { token: token.secret });
    assert.partialDeepStrictEqual(current.json, { account: 'bob', name: 'ci', scopes });
    const shown = await server.ask(`/tokens/${token.id}`, { token: token.secret });
    assert.equal(shown.status, 403, 'tokens:read is missing');
    const listed = await server.ask(`/accounts/${account.id}/tokens`, { headers });
    assert.partialDeepStrictEqual(listed.json, { data: [{ id: token.id, madeBy: null }] });
  });

  it('gives a first token that may do no more than the one who asks', async () => {
    const admin = await makeToken({ name: 'admin', scopes: ['admin'] });
    const asked = {
      name: 'dora',
      email: 'dora@example.org',
      token: { name: 'ci', scopes: ['admin'] },
    };
    const made = await server.ask('/invitations', { token: admin, json: asked });
    assert.equal(made.status, 201, made.text);
    const powerless = await server.ask('/accounts', { token: Object(made.json).token.secret });
    assert.equal(Object(powerless.json).code, 'admin-only');
    const token = await makeToken({ name: 'ends', scopes: ['admin'], expiresIn: '1 month' });
    const scopes = ['unikernels:write'];
    const carol = { name: 'carol', email: 'carol@example.org', token: { name: 'ci', scopes } };
    const refused = await server.ask('/invitations', { token, json: carol });
    assert.deepEqual([refused.status, Object(refused.json).code], [403, 'expiry-not-allowed']);
    assert.equal((await invite(carol)).status, 201);
  });
});
