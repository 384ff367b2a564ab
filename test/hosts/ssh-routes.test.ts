import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { parseLabel } from '../../src/albatross/names.ts';
import { publicKeyLine } from '../../src/albatross/ssh/authorized-keys.ts';
import { newSshKey } from '../../src/albatross/ssh/ssh-key.ts';
import { createSecretBox } from '../../src/database/secret-box.ts';
import { StoredHost } from '../../src/host-client/entity.ts';
import { HostRegistry } from '../../src/host-client/host-registry.ts';
import { resealKeys } from '../../src/hosts/reseal-keys.ts';
import { StoredSshKey } from '../../src/hosts/ssh-keys/entity.ts';
import { BehindSsh } from './support/behind-ssh.ts';
import { hostDepsOf, seen } from './support/host-world.ts';
import { ServerWorld } from './support/server-world.ts';

describe('the routes of hosts over SSH', () => {
  let world: ServerWorld;
  let ssh: BehindSsh;

  beforeEach(async () => {
    world = await ServerWorld.open();
    ssh = await BehindSsh.start();
  });

  afterEach(async () => {
    await world.close();
    await ssh[Symbol.asyncDispose]();
  });

  const add = (changes: object = {}) => world.ask('/hosts', { json: { ...ssh.body, ...changes } });
  const storedHost = () =>
    world.database.em().findOneOrFail(StoredHost, { name: parseLabel('one') });

  describe('POST /hosts', () => {
    it('shows the key that the host presents, and adds the host once it is confirmed', async () => {
      const asked = await add({ hostKey: undefined });
      const { hostKey, key } = ssh.server.login;
      assert.equal(asked.status, 409, asked.text);
      assert.partialDeepStrictEqual(asked.json, {
        code: 'host-key-unconfirmed',
        hostKey: hostKey.fingerprint,
        hostKeyType: 'ssh-ed25519',
        publicKey: publicKeyLine(key),
      });
      assert.equal(ssh.server.counts.logins, 0);
      const added = await add({ hostKey: Object(asked.json).hostKey });
      assert.equal(added.status, 201, added.text);
      assert.partialDeepStrictEqual(added.json, {
        name: 'one',
        transport: 'ssh',
        state: 'online',
        user: 'fulmar',
        publicKey: publicKeyLine(key),
        hostKey: hostKey.fingerprint,
        presentedHostKey: null,
        target: ssh.host.sockets,
      });
      const line: string = Object(added.json).authorizedKeysLine;
      assert.ok(line.startsWith('restrict,port-forwarding,permitopen="'), line);
      assert.ok(line.includes(`[${ssh.host.folder}/util/console.sock]:*`), line);
      assert.deepEqual((await world.ask('/hosts/one')).json, added.json);
    });

    it('asks over the daemons’ own sockets, on one connection', async () => {
      await add();
      await world.ask('/hosts/one/check', { method: 'POST' });
      await world.ask('/hosts/one/check', { method: 'POST' });
      assert.equal(seen(ssh.emulator, 'policy-info'), 3);
      assert.equal(ssh.server.counts.sessions, 2, 'one to try it, one that stays');
    });

    it('keeps the private key sealed, and shows it nowhere', async () => {
      const { text } = await add();
      const row = await storedHost();
      const secret = ssh.body.privateKey.split('\n')[4] ?? '';
      for (const shown of [text, world.log, JSON.stringify(row)]) {
        assert.ok(!shown.includes(secret));
      }
      const opened = world.box.open(row.ssh?.sealedKey ?? '', `host/${row.id}/ssh`).toString();
      assert.ok(opened.includes(secret) && secret.length > 40);
    });

    it('takes a key with its passphrase, which is needed and not kept', async () => {
      const pair = generateKeyPairSync('rsa', {
        modulusLength: 2048,
        publicKeyEncoding: { type: 'spki', format: 'pem' },
        privateKeyEncoding: {
          ...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open sesame' },
        },
      });
      const { privateKey } = pair;
      const missing = await add({ privateKey });
      assert.partialDeepStrictEqual(missing.json, { status: 422, code: 'credentials-refused' });
      const wrong = await add({ privateKey, passphrase: 'sesame' });
      assert.equal(wrong.status, 422);
      const keyed = { privateKey, passphrase: 'open sesame' };
      const asked = await add({ ...keyed, hostKey: undefined });
      ssh.server.authorizedKeys = [Object(asked.json).publicKey];
      assert.equal((await add(keyed)).status, 201);
      assert.ok(!world.log.includes('sesame'));
    });

    it('adds nothing where the host presents another key, to which nothing is told', async () => {
      const hostKey = `SHA256:${'A'.repeat(43)}`;
      const { status, json } = await add({ hostKey });
      assert.equal(status, 502);
      assert.partialDeepStrictEqual(json, {
        code: 'host-untrusted',
        presentedHostKey: ssh.server.hostKey.fingerprint,
      });
      assert.equal(ssh.server.counts.logins, 0);
      assert.equal((await world.ask('/hosts/one')).status, 404);
    });

    it('says what to change on a host that refuses the key', async () => {
      const { json } = await add({ privateKey: newSshKey('other').privateKey });
      assert.partialDeepStrictEqual(json, { status: 502, code: 'host-refused-connection' });
      assert.match(Object(json).detail, /authorized_keys/);
    });

    it('says what to change on a host that lets the key in, but not to the sockets', async () => {
      ssh.server.allow = () => false;
      const { json } = await add();
      assert.partialDeepStrictEqual(json, { status: 502, code: 'host-unreachable' });
      assert.match(Object(json).detail, /permit/);
    });

    it('says that there is no socket where it looks', async () => {
      const { json } = await add({ target: { type: 'sockets', path: '/nowhere' } });
      assert.equal(Object(json).status, 502);
      assert.match(Object(json).detail, /\/nowhere\/util\/vmmd\.sock/);
    });

    it('says that nobody listens', async () => {
      const { json } = await add({ port: 1 });
      assert.partialDeepStrictEqual(json, { status: 502, code: 'host-unreachable' });
    });

    for (const [what, changes] of [
      ['no key', { privateKey: undefined }],
      ['two keys', { keyId: '00000000-0000-4000-8000-000000000000' }],
      ['what is no fingerprint', { hostKey: 'MD5:00:11' }],
      ['a user that a shell would split', { user: 'a b' }],
      ['a path that a line would be broken by', { target: { type: 'sockets', path: '/a"b' } }],
      ['a member of another transport', { certificate: 'PEM' }],
    ] as const) {
      it(`refuses ${what} with 400`, async () => {
        const { status, json } = await add(changes);
        assert.deepEqual([status, Object(json).code], [400, 'invalid-body']);
      });
    }

    it('goes to the TLS endpoint of the host’s loopback, too', async () => {
      const { status, json, text } = await add({ target: ssh.host.endpoint });
      assert.equal(status, 201, text);
      const { emulator } = ssh;
      assert.partialDeepStrictEqual(json, {
        target: { type: 'endpoint', port: emulator.port },
        certificate: emulator.authority.certificatePem,
        fingerprint: emulator.fingerprint,
      });
      const [, secret = ''] = emulator.authority.privateKeyPem.split('\n');
      assert.ok(!JSON.stringify(await storedHost()).includes(secret));
    });
  });

  describe('POST /ssh-keys', () => {
    const make = (json: object = {}) => world.ask('/ssh-keys', { json });

    it('makes a key that a host is added with once it lets it in', async () => {
      const made = await make({ target: ssh.host.sockets });
      assert.equal(made.status, 201, made.text);
      const { id, publicKey, authorizedKeysLine } = Object(made.json);
      assert.ok(authorizedKeysLine.endsWith(publicKey));
      const keyed = { privateKey: undefined, keyId: id };
      assert.equal((await add(keyed)).status, 502, 'it is not let in yet');
      ssh.server.authorizedKeys = [authorizedKeysLine];
      const added = await add(keyed);
      assert.equal(added.status, 201, added.text);
      assert.partialDeepStrictEqual(added.json, { publicKey, authorizedKeysLine });
      assert.equal(await world.database.em().count(StoredSshKey), 0);
    });

    it('gives a key to one host only', async () => {
      const { id, publicKey } = Object((await make()).json);
      ssh.server.authorizedKeys = [publicKey];
      const keyed = { privateKey: undefined, keyId: id };
      assert.equal((await add(keyed)).status, 201);
      const again = await add({ ...keyed, name: 'two' });
      assert.partialDeepStrictEqual(again.json, { status: 422, code: 'credentials-refused' });
    });

    it('forgets a key that nobody used within a day', async () => {
      const { id } = Object((await make()).json);
      const em = world.database.em();
      await em.nativeUpdate(StoredSshKey, { id }, { expiresAt: new Date() });
      const { status } = await add({ privateKey: undefined, keyId: id });
      assert.equal(status, 422);
      await make();
      assert.equal(await em.count(StoredSshKey), 1);
    });

    it('shows no private key, and is for administrators', async () => {
      const { text } = await make();
      assert.ok(!text.includes('PRIVATE'));
      assert.equal((await world.ask('/ssh-keys', { json: {}, token: 'bob' })).status, 403);
    });
  });

  describe('DELETE /ssh-keys/:id', () => {
    const discard = (id: string, token?: string) =>
      world.ask(`/ssh-keys/${id}`, { method: 'DELETE', ...(token && { token }) });
    const makeOne = async () =>
      Object((await world.ask('/ssh-keys', { json: { target: ssh.host.sockets } })).json);

    it('ends a key that waits, with which no host is then added', async () => {
      const { id, authorizedKeysLine } = await makeOne();
      ssh.server.authorizedKeys = [authorizedKeysLine];
      assert.equal((await discard(id)).status, 204);
      assert.equal(await world.database.em().count(StoredSshKey), 0);
      const refused = await add({ privateKey: undefined, keyId: id });
      assert.partialDeepStrictEqual(refused.json, { status: 422, code: 'credentials-refused' });
      assert.match(Object(refused.json).detail, /was used, was deleted, or is older than a day/);
    });

    it('knows no key that is gone, too old, or a host’s', async () => {
      const unknown = { status: 404, code: 'ssh-key-unknown' };
      const { id: gone } = await makeOne();
      await discard(gone);
      assert.partialDeepStrictEqual((await discard(gone)).json, unknown);
      const { id: old } = await makeOne();
      const em = world.database.em();
      await em.nativeUpdate(StoredSshKey, { id: old }, { expiresAt: new Date() });
      assert.partialDeepStrictEqual((await discard(old)).json, unknown);
      const { id: used, authorizedKeysLine } = await makeOne();
      ssh.server.authorizedKeys = [authorizedKeysLine];
      assert.equal((await add({ privateKey: undefined, keyId: used })).status, 201);
      assert.partialDeepStrictEqual((await discard(used)).json, unknown);
      assert.equal((await world.ask('/hosts/one/check', { method: 'POST' })).status, 200);
    });

    it('is for administrators', async () => {
      const { id } = await makeOne();
      assert.equal((await discard(id, 'bob')).status, 403);
      assert.equal((await discard(id)).status, 204);
    });
  });

  it('hosts are there again after a start, and need an older sealing key no more', async () => {
    await add({ target: ssh.host.endpoint });
    const { database } = world;
    const [older, newer] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];
    assert.equal(await resealKeys(database, createSecretBox([newer, older])), 1);
    const box = createSecretBox([newer]);
    const again = await HostRegistry.open({ database, box, hostDeps: hostDepsOf() });
    assert.deepEqual(await again.get(parseLabel('one')).volumes(), []);
    again.close();
  });

  it('hosts whose key cannot be opened any more are degraded, until they get another one', async () => {
    await add();
    const { database } = world;
    const box = createSecretBox([Buffer.alloc(32, 8)]);
    const locked = await HostRegistry.open({ database, box, hostDeps: hostDepsOf() });
    await locked.checkAll();
    assert.equal(locked.get(parseLabel('one')).health.reason, 'credentials');
    locked.close();
  });

  it('a host that is removed keeps no connection', async () => {
    await add();
    assert.equal(ssh.server.openConnections, 1);
    assert.equal((await world.ask('/hosts/one', { method: 'DELETE' })).status, 204);
    while (ssh.server.openConnections > 0) await new Promise((resolve) => setTimeout(resolve, 2));
  });
});
