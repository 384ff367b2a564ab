import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { publicKeyLine } from '../../src/albatross/ssh/authorized-keys.ts';
import { newSshKey } from '../../src/albatross/ssh/ssh-key.ts';
import { StoredHost } from '../../src/host-client/entity.ts';
import type { HostOperation } from '../../src/host-client/managed-host.ts';
import { BehindSsh } from './support/behind-ssh.ts';
import { targetOf } from './support/host-world.ts';
import { ServerWorld } from './support/server-world.ts';

const policy = { unikernels: 2, memory: 64, storage: 10, cpuids: [0], bridges: ['service'] };

describe('PATCH /hosts/:host, over SSH,', () => {
  let world: ServerWorld;
  let ssh: BehindSsh;

  beforeEach(async () => {
    world = await ServerWorld.open();
    ssh = await BehindSsh.start();
    await world.ask('/hosts', { json: ssh.body });
  });

  afterEach(async () => {
    await world.close();
    await ssh[Symbol.asyncDispose]();
  });

  const change = (json: object) => world.ask('/hosts/one', { method: 'PATCH', json });
  const storedHost = () =>
    world.database.em().findOneOrFail(StoredHost, { name: parseLabel('one') });

  it('confirms another key of the host, which is told nothing before', async () => {
    const other = newSshKey('host');
    ssh.server.hostKeys = [other];
    ssh.server.drop();
    const { logins } = ssh.server.counts;
    const checked = await world.ask('/hosts/one/check', { method: 'POST' });
    assert.partialDeepStrictEqual(checked.json, {
      state: 'degraded',
      reason: 'host-key',
      presentedHostKey: ssh.server.hostKey.fingerprint,
    });
    assert.equal(ssh.server.counts.logins, logins);
    const { presentedHostKey } = Object(checked.json);
    const confirmed = await change({ hostKey: presentedHostKey });
    assert.equal(confirmed.status, 200, confirmed.text);
    assert.partialDeepStrictEqual(confirmed.json, {
      state: 'online',
      hostKey: presentedHostKey,
      presentedHostKey: null,
    });
  });

  it('gives the host another key to be logged in with', async () => {
    const { id, publicKey } = Object((await world.ask('/ssh-keys', { json: {} })).json);
    assert.equal((await change({ keyId: id })).status, 502, 'it is not let in yet');
    ssh.server.authorizedKeys = [publicKey];
    const changed = await change({ keyId: id });
    assert.equal(changed.status, 200, changed.text);
    assert.equal(Object(changed.json).publicKey, publicKey);
    const own = newSshKey('own');
    ssh.server.authorizedKeys = [publicKeyLine(own)];
    assert.equal((await change({ privateKey: own.privateKey })).status, 200);
  });

  it('leads to the TLS endpoint, and back to the sockets', async () => {
    const { type, port } = ssh.host.endpoint;
    const bare = await change({ target: { type, port } });
    assert.deepEqual([bare.status, Object(bare.json).code], [400, 'invalid-body']);
    const there = await change({ target: ssh.host.endpoint });
    assert.partialDeepStrictEqual(there.json, { fingerprint: ssh.emulator.fingerprint });
    assert.equal((await change({ target: { type: 'endpoint' } })).status, 200);
    const back = await change({ target: ssh.host.sockets });
    assert.equal(back.status, 200, back.text);
    assert.ok(!('certificate' in Object(back.json)));
    assert.equal((await storedHost()).sealedKey, null);
  });

  it('keeps everything where the new settings are no good', async () => {
    const before = (await world.ask('/hosts/one')).json;
    assert.equal((await change({ user: 'nobody' })).status, 502);
    assert.equal((await change({ target: { type: 'sockets', path: '/nowhere' } })).status, 502);
    assert.partialDeepStrictEqual(before, { user: 'fulmar', target: ssh.host.sockets });
    assert.deepEqual((await world.ask('/hosts/one')).json, before);
  });

  for (const json of [
    { certificate: 'PEM' },
    { passphrase: 'of nothing' },
    { fingerprint: 'ab'.repeat(32) },
    { privateKey: 'PEM', keyId: '00000000-0000-4000-8000-000000000000' },
  ]) {
    it(`refuses ${Object.keys(json)} that cannot be meant, by name`, async () => {
      const { status, json: problem } = await change(json);
      assert.equal(status, 400);
      assert.ok(Object.keys(json).includes(Object(problem).errors[0].path));
    });
  }

  it('takes nothing that is for SSH where the host is over TLS', async () => {
    await world.addHost('two', ssh.emulator);
    const { status, json } = await world.ask('/hosts/two', {
      method: 'PATCH',
      json: { user: 'root' },
    });
    assert.equal(status, 400);
    assert.match(Object(json).detail, /user is for hosts over SSH/);
  });

  it('refuses another transport, and says what to do, which keeps what is on the host', async () => {
    const own = await change({ transport: 'ssh', user: 'fulmar' });
    assert.equal(own.status, 200, own.text);
    const removing = /transport cannot be changed: remove the host.*adopt: true/;
    const toTls = await change({ transport: 'tls' });
    assert.partialDeepStrictEqual(toTls.json, { status: 400, errors: [{ path: 'transport' }] });
    assert.match(Object(toTls.json).detail, removing);
    await world.addHost('two', ssh.emulator);
    const toSsh = { method: 'PATCH', json: { transport: 'ssh', user: 'fulmar' } };
    assert.match((await world.ask('/hosts/two', toSsh)).text, removing);

    const path = `/accounts/${await world.addAccount('alice')}/policies/two`;
    const give = (more = {}) => world.ask(path, { method: 'PUT', json: { ...policy, ...more } });
    assert.equal((await give()).status, 200);
    const addVolume: HostOperation<void> = (client, signal) =>
      client.addVolume(targetOf('alice', 'data'), 4, { signal });
    await world.registry.get(parseLabel('two')).change(addVolume);
    assert.equal((await world.ask('/hosts/two', { method: 'DELETE' })).status, 204);
    const again = { ...ssh.body, name: 'two', allowDuplicate: true };
    const added = await world.ask('/hosts', { json: again });
    assert.equal(added.status, 201, added.text);
    assert.equal((await give()).status, 409);
    assert.equal((await give({ adopt: true })).status, 200);
    const [volume] = await world.registry.get(parseLabel('two')).volumes();
    assert.partialDeepStrictEqual(volume, { size: 4 });
  });
});
