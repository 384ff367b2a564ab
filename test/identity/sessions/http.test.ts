import assert from 'node:assert/strict';
import { asBrowser, type IdentityServer, serveIdentity } from '../accounts/http-fixture.ts';
import { makeIdentity, password } from '../accounts/identity-fixture.ts';

const ada = { name: 'ada', email: 'ada@example.org', password };

describe('sessions over HTTP', () => {
  let server: IdentityServer;
  beforeEach(async () => {
    server = await serveIdentity();
    await server.ask('/accounts', { json: ada });
  });
  afterEach(() => server.close());

  const signIn = (headers = {}, json: object = { email: ada.email, password }) =>
    server.ask('/session', { json, headers });
  const entries = async (action: string, headers: Record<string, string>) => {
    const { json } = await server.ask(`/audit?action=${action}`, { headers });
    return Object(json).data;
  };

  it('give a cookie that signs in, and one that makes the browser known', async () => {
    const told = await signIn({ 'user-agent': 'a browser' });
    const [session = '', device = '', ...more] = told.headers.getSetCookie();
    assert.match(session, /^fulmar_session=[\w-]{43}; Path=\/; Max-Age=604800; /);
    assert.match(device, /^fulmar_device=[^;]+; Path=\/; Max-Age=15552000; /);
    assert.deepEqual(more, []);
    assert.equal(Object(told.json).name, 'ada');
    const [entry] = await entries('signIn', asBrowser(told));
    assert.equal(Object(entry).account, 'ada');
  });

  it('are noted in the audit by the account that was tried', async () => {
    const headers = asBrowser(await signIn());
    server.clock.pass(1000);
    await signIn({}, { email: ada.email, password: 'wrong wrong' });
    await signIn({}, { email: 'nobody@example.org', password });
    const accounts = (await entries('signIn', headers)).map(
      ({ account, status }: { account: string | null; status: number }) => `${status} ${account}`,
    );
    assert.deepEqual(accounts.toSorted(), ['200 ada', '401 ada', '401 null']);
  });

  it('tell what they are, the newest first', async () => {
    const other = asBrowser(await signIn({ 'user-agent': 'x'.repeat(300) }));
    const createdAt = server.clock.tell().toISOString();
    server.clock.pass(1000);
    const headers = asBrowser(await signIn({ 'user-agent': 'a browser' }));
    const { json } = await server.ask('/account/sessions', {
      headers: { ...headers, 'user-agent': 'a browser' },
    });
    const [newest, oldest, ...more] = Object(json).data;
    assert.deepEqual([newest.current, newest.userAgent, more], [true, 'a browser', []]);
    const { id: _id, ...shown } = oldest;
    assert.deepEqual(shown, {
      ...{ current: false, createdAt, lastSeenAt: createdAt },
      expiresAt: new Date(Date.parse(createdAt) + 7 * 86_400_000).toISOString(),
      ...{ address: '127.0.0.1', userAgent: 'x'.repeat(256) },
    });
    server.clock.pass(7 * 86_400_000 - 1000);
    const later = await server.ask('/account/sessions', { headers });
    assert.equal(Object(later.json).data.length, 1, 'the older one has ended');
    assert.equal((await server.ask('/account', { headers: other })).status, 401);
  });

  it('end at once, and only those that are meant', async () => {
    const headers = asBrowser(await signIn());
    const mine = async (options: object = {}) =>
      (await server.ask('/account', { headers, ...options })).status;
    assert.equal(await mine(), 200);
    const signedOut = await server.ask('/session', { method: 'DELETE', headers });
    assert.deepEqual(signedOut.headers.getSetCookie(), [
      'fulmar_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax',
    ]);
    assert.equal(await mine(), 401);
    const unknown = '00000000-0000-4000-8000-000000000000';
    const again = { headers: asBrowser(await signIn()) };
    const path = `/account/sessions/${unknown}`;
    const { json } = await server.ask(path, { method: 'DELETE', ...again });
    assert.deepEqual(
      [Object(json).code, Object(json).detail],
      ['not-found', 'There is no such session.'],
    );
    assert.equal(await mine(again), 200);
  });

  it('end one by one, or all but the one that asks', async () => {
    const headers = asBrowser(await signIn());
    const others = [asBrowser(await signIn()), asBrowser(await signIn())];
    const open = async () => {
      const { json } = await server.ask('/account/sessions', { headers });
      return Object(json).data.filter(({ current }: { current: boolean }) => !current);
    };
    const [{ id }] = await open();
    const end = (path: string) => server.ask(path, { method: 'DELETE', headers });
    assert.equal((await end(`/account/sessions/${id}`)).status, 204);
    assert.equal((await open()).length, 1);
    assert.equal((await end('/account/sessions')).status, 204);
    assert.deepEqual(await open(), []);
    for (const other of others) {
      assert.equal((await server.ask('/account', { headers: other })).status, 401);
    }
  });

  it('are opened for no account that is inactive, which only its owner learns', async () => {
    await server.ask('/accounts', { json: { ...ada, name: 'bob', email: 'bob@example.org' } });
    const told = await signIn({}, { email: 'bob@example.org', password });
    assert.deepEqual([told.status, Object(told.json).code], [403, 'account-inactive']);
    const guessed = await signIn({}, { email: 'bob@example.org', password: 'wrong wrong' });
    const { status, code, detail } = Object(guessed.json);
    assert.deepEqual([status, code], [401, 'sign-in-refused']);
    assert.equal(detail, 'There is no account with this address and password.');
  });

  it('are opened from a browser that is known, though others guess from its address', async () => {
    const [, device = ''] = (await signIn()).headers.getSetCookie();
    const [cookie = ''] = device.split(';');
    // From where nobody is signed in.
    const headers = asBrowser(await signIn());
    const sessions = { method: 'DELETE', headers };
    await server.ask('/account/sessions', sessions);
    await server.ask('/session', sessions);
    for (let n = 0; n < 11; n += 1) await signIn({}, { email: ada.email, password: `guess ${n}` });
    assert.equal((await signIn()).status, 429);
    assert.equal((await signIn({ cookie })).status, 200);
  });

  it('are opened where one is open, though others guess from everywhere', async () => {
    const headers = asBrowser(await signIn());
    assert.equal((await server.ask('/account', { headers })).status, 200);
    const [account] = Object((await server.ask('/accounts', { headers })).json).data;
    assert.equal(await server.sessions.areOpenFrom(account.id, '127.0.0.1'), true);
    assert.equal(await server.sessions.areOpenFrom(account.id, '::ffff:127.0.0.1'), true);
    assert.equal(await server.sessions.areOpenFrom(account.id, '192.0.2.1'), false);
    assert.equal(await server.sessions.areOpenFrom('nobody', '127.0.0.1'), false);
  });
});

describe('sessions where addresses are proved by mails', () => {
  let server: IdentityServer;
  beforeEach(async () => {
    server = await serveIdentity([], { made: await makeIdentity({ mail: true }) });
  });
  afterEach(() => server.close());

  it('are refused as for a wrong password until the address is proved, or somebody approves', async () => {
    await server.ask('/accounts', { json: ada });
    const bob = { ...ada, name: 'bob', email: 'bob@example.org' };
    await server.ask('/accounts', { json: bob });
    const signIn = async (email: string) =>
      Object((await server.ask('/session', { json: { email, password } })).json).code ?? 'ok';
    assert.equal(await signIn(ada.email), 'ok', 'the first is approved');
    assert.equal(await signIn(bob.email), 'sign-in-refused');
    const mails = await server.mails();
    const letter = JSON.stringify(mails.find(({ to }) => to === bob.email));
    const [, token] = /#([\w-]+)/.exec(letter) ?? [];
    const proved = await server.ask('/account/email-verification', { json: { token } });
    assert.equal(proved.status < 300, true, proved.text);
    assert.equal(await signIn(bob.email), 'account-inactive');
  });
});
