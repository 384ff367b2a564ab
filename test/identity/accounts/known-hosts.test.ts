import assert from 'node:assert/strict';
import { asBrowser, type IdentityServer, serveIdentity } from './http-fixture.ts';
import { password, setupCode } from './identity-fixture.ts';

const ada = { name: 'ada', email: 'ada@example.org', password };
const bob = { name: 'bob', email: 'bob@example.org', password };

type Asked = Readonly<Record<string, string>>;

describe('a server that is not told its address', () => {
  let server: IdentityServer;
  beforeEach(async () => {
    server = await serveIdentity([], { trustProxy: '127.0.0.1' });
  });
  afterEach(() => server.close());

  const signUp = (headers: Asked) => server.ask('/accounts', { json: ada, headers });
  const signIn = (headers: Asked) =>
    server.ask('/session', { json: { email: ada.email, password }, headers });

  it('makes no administrator by a name that another site has lead here', async () => {
    const headers = { host: 'evil.example:8080', origin: 'http://evil.example:8080' };
    for (const told of [await signUp(headers), await server.ask('/setup', { headers })]) {
      assert.equal(told.status, 421, told.text);
      assert.equal(Object(told.json).code, 'misdirected-request');
    }
    assert.equal(await server.signUp.isUnclaimed(), true);
  });

  it('says what to set where it is asked by an address of the network, or through a proxy', async () => {
    const lan = await signUp({ host: '192.168.7.5:8080' });
    assert.equal(lan.status, 421);
    assert.match(Object(lan.json).detail, /FULMAR_URL=http:\/\/192\.168\.7\.5:8080, /);
    const forwarded = { 'x-forwarded-host': 'fulmar.example.org', 'x-forwarded-proto': 'https' };
    const proxied = await signIn(forwarded);
    assert.equal(proxied.status, 421);
    assert.match(Object(proxied.json).detail, /FULMAR_URL=https:\/\/fulmar\.example\.org, /);
    const odd = await signIn({ host: 'a b$(c)' });
    assert.equal(odd.status, 421);
    assert.ok(!odd.text.includes('$(c)'));
  });

  it('lets people in by any name of loopback, as from a container’s host', async () => {
    assert.equal((await signUp({ host: 'localhost:8080' })).status, 201);
    for (const host of ['localhost', 'LOCALHOST:1', '127.0.0.2:8080', '[::1]:8080']) {
      assert.equal((await signIn({ host })).status, 200, host);
    }
    for (const host of ['localhost.evil.example', '127.0.0.1.evil.example', '[::2]', '0.0.0.0']) {
      assert.equal((await signIn({ host })).status, 421, host);
    }
  });

  it('shows links and commands of where it listens, whatever Host says', async () => {
    await signUp({});
    const signedIn = asBrowser(await signIn({}));
    const { id } = Object((await server.ask('/accounts', { json: bob })).json);
    const headers = { ...signedIn, host: 'evil.example' };
    const reset = await server.ask(`/accounts/${id}/password-reset`, { method: 'POST', headers });
    assert.ok(Object(reset.json).link.startsWith(`${server.url}/reset-password#`), reset.text);
    const [token] = Object((await server.ask('/tokens', { headers })).json).data;
    const commands = await server.ask(`/tokens/${token.id}/commands`, { headers });
    assert.ok(commands.text.includes(server.url));
    assert.ok(!commands.text.includes('evil.example'));
  });
});

describe('a server that is told its address', () => {
  let server: IdentityServer;
  before(async () => {
    server = await serveIdentity([], { url: new URL('https://fulmar.example.org') });
  });
  after(() => server.close());

  const setup = (host: string) => server.ask('/setup', { headers: { host } });

  it('is asked by it, with any port, and by loopback', async () => {
    for (const host of ['fulmar.example.org', 'Fulmar.Example.Org:8443', 'localhost:8080']) {
      assert.equal((await setup(host)).status, 200, host);
    }
  });

  it('says where people sign in to who comes by another name', async () => {
    const { status, json } = await setup('10.0.0.7:8080');
    assert.equal(status, 421);
    assert.match(Object(json).detail, /^People sign in at https:\/\/fulmar\.example\.org,/);
  });

  it('takes nobody for the machine itself: a proxy may say nothing of its clients', async () => {
    for (const host of ['fulmar.example.org', 'localhost', '127.0.0.1:8080']) {
      assert.equal(Object((await setup(host)).json).codeNeeded, true, host);
      const told = await server.ask('/accounts', { json: ada, headers: { host } });
      assert.equal(told.status, 403, told.text);
      assert.equal(Object(told.json).code, 'sign-up-closed');
    }
    assert.equal(await server.signUp.isUnclaimed(), true);
    const json = { ...ada, code: setupCode };
    const made = await server.ask('/accounts', { json, headers: { host: 'localhost' } });
    assert.equal(made.status, 201, made.text);
  });
});

describe('a server that is told a name of loopback', () => {
  let server: IdentityServer;
  before(async () => {
    server = await serveIdentity([], { url: new URL('https://localhost:8443') });
  });
  after(() => server.close());

  it('makes the first account for the machine itself', async () => {
    const setup = await server.ask('/setup', { headers: { host: 'localhost:8443' } });
    assert.equal(Object(setup.json).codeNeeded, false);
    assert.equal((await server.ask('/accounts', { json: ada })).status, 201);
  });
});
