import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseLabel } from '../../src/albatross/names.ts';
import { createSecretBox } from '../../src/database/secret-box.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { newAuthority } from '../../src/emulator/tls/host-certificates.ts';
import { StoredHost } from '../../src/host-client/entity.ts';
import { HostRegistry } from '../../src/host-client/host-registry.ts';
import { resealKeys } from '../../src/hosts/reseal-keys.ts';
import { hostDepsOf, seen, targetOf } from './support/host-world.ts';
import { hostBody, ServerWorld } from './support/server-world.ts';
import { until } from './support/until.ts';

const aliceMay = { unikernels: 2, memory: 64, storage: 10, cpuids: [0], bridges: [] };

describe('the routes of hosts', () => {
  let world: ServerWorld;
  let emulator: Emulator;

  beforeEach(async () => {
    world = await ServerWorld.open(hostDepsOf({ replyTimeout: 2_000 }));
    emulator = await world.hosts.startEmulator();
  });

  afterEach(() => world.close());

  const storedHosts = () => world.database.em().count(StoredHost);

  describe('POST /hosts', () => {
    it('asks the host, keeps its fingerprint and seals the key, which nobody sees again', async () => {
      const { status, json, text } = await world.addHost('one', emulator);
      assert.equal(status, 201);
      assert.partialDeepStrictEqual(json, {
        name: 'one',
        state: 'online',
        port: emulator.port,
        transport: 'tls',
        fingerprint: emulator.fingerprint,
        policy: null,
      });
      const [row] = await world.database.em().findAll(StoredHost);
      assert.ok(row);
      const { privateKeyPem } = emulator.authority;
      const secret = privateKeyPem.split('\n')[1] ?? '';
      for (const shown of [text, world.log, JSON.stringify(row)]) {
        assert.ok(!shown.includes(secret));
      }
      const opened = world.box.open(row.sealedKey ?? '', `host/${row.id}`);
      assert.equal(opened.toString(), privateKeyPem);
    });

    it('refuses a name that is taken with 409', async () => {
      await world.addHost('one', emulator);
      const { status, json } = await world.addHost('ONE', emulator);
      assert.equal(status, 409);
      assert.partialDeepStrictEqual(json, { code: 'name-taken' });
    });

    const refused: readonly [string, () => object, string][] = [
      ['no PEM', () => ({ certificate: 'hello' }), 'certificate'],
      ['no key', () => ({ privateKey: emulator.authority.certificatePem }), 'privateKey'],
      ['another key', () => ({ privateKey: newAuthority(new Date()).privateKeyPem }), 'privateKey'],
    ];
    for (const [what, members, path] of refused) {
      it(`refuses credentials that cannot be used with 422 and the reason [${what}]`, async () => {
        const { status, json, text } = await world.ask('/hosts', {
          json: { ...hostBody(emulator), ...members() },
        });
        assert.equal(status, 422);
        assert.partialDeepStrictEqual(json, { code: 'credentials-refused', errors: [{ path }] });
        assert.ok(!text.includes('PRIVATE KEY'));
        assert.equal(await storedHosts(), 0);
        assert.equal(emulator.commands.all.length, 0);
      });
    }

    it('stores nothing where the host refuses the certificate: 502', async () => {
      const stranger = newAuthority(new Date());
      const { status, json } = await world.ask('/hosts', {
        json: {
          ...hostBody(emulator),
          certificate: stranger.certificatePem,
          privateKey: stranger.privateKeyPem,
        },
      });
      assert.equal(status, 502);
      assert.partialDeepStrictEqual(json, { code: 'host-untrusted' });
      assert.equal(await storedHosts(), 0);
    });

    it('stores nothing where nobody listens: 502, or never answers: 504', async () => {
      emulator.faults.add({ kind: 'silent' });
      assert.equal((await world.addHost('one', emulator)).status, 504);
      await emulator.stop();
      assert.equal((await world.addHost('one', emulator)).status, 502);
      assert.equal(await storedHosts(), 0);
    });

    it('names what is wrong with a body', async () => {
      const { status, json } = await world.ask('/hosts', {
        json: { ...hostBody(emulator), port: 0, address: 'no host', colour: 'red' },
      });
      assert.equal(status, 400);
      const { errors } = Object(json);
      assert.deepEqual(errors.map(({ path }: { path: string }) => path).sort(), [
        'address',
        'colour',
        'port',
      ]);
    });

    it('is not for a token that is for other hosts', async () => {
      const { status, json } = await world.ask('/hosts', {
        json: hostBody(emulator),
        token: 'second',
      });
      assert.equal(status, 403);
      assert.partialDeepStrictEqual(json, { code: 'host-not-allowed' });
      assert.deepEqual(world.registry.all(), []);
    });

    it('is for administrators', async () => {
      const { status } = await world.ask('/hosts', { json: hostBody(emulator), token: 'bob' });
      assert.equal(status, 403);
    });
  });

  describe('GET /hosts', () => {
    it('shows an account the hosts with a policy for it, and what is used of that', async () => {
      const id = await world.addAccount('alice');
      await world.addHost('one', emulator);
      await world.addHost('two', await world.hosts.startEmulator());
      await world.ask(`/users/${id}/policies/one`, { method: 'PUT', json: aliceMay });
      const one = world.registry.get(parseLabel('one'));
      await one.change((client, signal) =>
        client.addVolume(targetOf('alice', 'data'), 4, { signal }),
      );
      const { json } = await world.ask('/hosts', { token: 'reader' });
      const since = one.health.since.toISOString();
      const well = { state: 'online', reason: null, since };
      assert.deepEqual(json, {
        data: [
          {
            name: 'one',
            state: 'online',
            reason: null,
            since,
            parts: { commands: well, console: well, stats: well },
            policy: aliceMay,
            used: { unikernels: 0, memory: 0, storage: 4 },
          },
        ],
        errors: [],
      });
      assert.equal((await world.ask('/hosts/two', { token: 'reader' })).status, 403);
    });

    it('leaves out what the token is not for, and shows administrators everything', async () => {
      const id = await world.addAccount('alice');
      await world.addHost('one', emulator);
      await world.ask(`/users/${id}/policies/one`, { method: 'PUT', json: aliceMay });
      const elsewhere = await world.ask('/hosts', { token: 'elsewhere' });
      assert.deepEqual(Object(elsewhere.json).data, []);
      assert.equal((await world.ask('/hosts/one', { token: 'elsewhere' })).status, 403);
      const { json } = await world.ask('/hosts');
      assert.partialDeepStrictEqual(json, { data: [{ name: 'one', address: emulator.address }] });
    });

    it('says of a host that is away that it is, and why its usage is not known', async () => {
      const id = await world.addAccount('alice');
      await world.addHost('one', emulator);
      await world.ask(`/users/${id}/policies/one`, { method: 'PUT', json: aliceMay });
      await emulator.stop();
      await world.ask('/hosts/one/check', { method: 'POST' });
      const { status, json } = await world.ask('/hosts', { token: 'reader' });
      assert.equal(status, 200);
      assert.partialDeepStrictEqual(json, {
        data: [{ name: 'one', state: 'degraded', reason: 'network', used: null }],
        errors: [{ host: 'one', code: 'host-down' }],
      });
    });

    it('answers 404 for a host that there is not', async () => {
      assert.equal((await world.ask('/hosts/three')).status, 404);
    });
  });

  describe('PATCH /hosts/:host', () => {
    it('confirms another key of the host, which is not believed before', async () => {
      await world.addHost('one', emulator);
      emulator.faults.certificate = 'other-key';
      const checked = await world.ask('/hosts/one/check', { method: 'POST' });
      assert.partialDeepStrictEqual(checked.json, { state: 'degraded', reason: 'certificate' });
      emulator.faults.certificate = null;
      const wrong = { fingerprint: 'ab'.repeat(32) };
      const refused = await world.ask('/hosts/one', { method: 'PATCH', json: wrong });
      assert.partialDeepStrictEqual(refused.json, { status: 502, code: 'host-untrusted' });
      const json = { fingerprint: emulator.fingerprint.toUpperCase() };
      const confirmed = await world.ask('/hosts/one', { method: 'PATCH', json });
      assert.partialDeepStrictEqual(confirmed.json, {
        state: 'online',
        fingerprint: emulator.fingerprint,
        presentedFingerprint: null,
      });
    });

    it('moves the host, and keeps everything where the new location is no good', async () => {
      await world.addHost('one', emulator);
      const { authority, certificate } = emulator;
      const moved = await world.hosts.startEmulator({ authority, certificate });
      const good = await world.ask('/hosts/one', { method: 'PATCH', json: { port: moved.port } });
      assert.partialDeepStrictEqual(good.json, { port: moved.port });
      await world.registry.get(parseLabel('one')).volumes();
      assert.equal(seen(moved, 'block-info'), 1);
      const bad = await world.ask('/hosts/one', { method: 'PATCH', json: { port: 1 } });
      assert.equal(bad.status, 502);
      const { json } = await world.ask('/hosts/one');
      assert.partialDeepStrictEqual(json, { port: moved.port });
    });

    it('takes a certificate and its key together only', async () => {
      await world.addHost('one', emulator);
      const json = { certificate: emulator.authority.certificatePem };
      assert.equal((await world.ask('/hosts/one', { method: 'PATCH', json })).status, 400);
    });
  });

  it('a host that is removed while it is being changed stays away', async () => {
    await world.addHost('one', emulator);
    const held = emulator.faults.add({ kind: 'hold-reply' }, { times: 1 });
    const changing = world.ask('/hosts/one', { method: 'PATCH', json: { port: emulator.port } });
    await until(() => held.hits === 1);
    const removing = world.ask('/hosts/one', { method: 'DELETE' });
    // The removal comes while the change waits for the host; it may not overtake it.
    await sleep(50);
    held.release();
    assert.deepEqual([(await changing).status, (await removing).status], [200, 204]);
    assert.equal((await world.ask('/hosts/one')).status, 404);
    assert.equal(await storedHosts(), 0);
    assert.equal((await world.addHost('one', emulator)).status, 201);
  });

  it('a policy that is changed holds for commands that came by the former connection to the host', async () => {
    const id = await world.addAccount('alice');
    await world.addHost('one', emulator);
    const give = (memory: number) =>
      world.ask(`/users/${id}/policies/one`, { method: 'PUT', json: { ...aliceMay, memory } });
    assert.equal((await give(64)).status, 200);
    const former = world.registry.get(parseLabel('one'));
    await world.ask('/hosts/one', { method: 'PATCH', json: { port: emulator.port } });
    assert.equal((await give(96)).status, 200);
    await former.change((client, signal) =>
      client.addVolume(targetOf('alice', 'data'), 1, { signal }),
    );
    const policies = await world.registry.get(parseLabel('one')).policies();
    assert.equal(policies.find(({ name }) => name.path[0] === 'alice')?.value.memory, 96);
  });

  it('DELETE /hosts/:host forgets the host and its policies, and leaves what runs', async () => {
    const id = await world.addAccount('alice');
    await world.addHost('one', emulator);
    await world.ask(`/users/${id}/policies/one`, { method: 'PUT', json: aliceMay });
    const before = emulator.commands.all.length;
    assert.equal((await world.ask('/hosts/one', { method: 'DELETE' })).status, 204);
    assert.equal((await world.ask('/hosts/one')).status, 404);
    assert.equal(await storedHosts(), 0);
    assert.equal(emulator.commands.all.length, before);
  });

  it('hosts are there again after a start, also one whose key cannot be opened any more', async () => {
    await world.addHost('one', emulator);
    const { database, box } = world;
    const hostDeps = hostDepsOf();
    const again = await HostRegistry.open({ database, box, hostDeps });
    assert.deepEqual(await again.get(parseLabel('one')).volumes(), []);
    again.close();
    const other = createSecretBox([Buffer.alloc(32, 8)]);
    const locked = await HostRegistry.open({ database, box: other, hostDeps });
    await locked.checkAll();
    assert.equal(locked.get(parseLabel('one')).health.reason, 'credentials');
    locked.close();
  });

  it('hosts need an older key no more once a newer one has sealed theirs', async () => {
    await world.addHost('one', emulator);
    const { database } = world;
    const [older, newer] = [Buffer.alloc(32, 7), Buffer.alloc(32, 8)];
    assert.equal(await resealKeys(database, createSecretBox([newer])), 0, 'nothing opens it');
    const both = createSecretBox([newer, older]);
    assert.equal(await resealKeys(database, both), 1);
    assert.equal(await resealKeys(database, both), 0);
    const box = createSecretBox([newer]);
    const again = await HostRegistry.open({ database, box, hostDeps: hostDepsOf() });
    assert.deepEqual(await again.get(parseLabel('one')).volumes(), []);
    again.close();
  });

  it('say that the server is stopping, not that a host is unknown, once it does', async () => {
    await world.addHost('one', emulator);
    world.registry.close();
    const { status, json } = await world.ask('/hosts/one/check', { method: 'POST' });
    assert.equal(status, 503);
    assert.partialDeepStrictEqual(json, { code: 'shutting-down' });
  });
});
