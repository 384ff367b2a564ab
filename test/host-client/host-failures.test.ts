import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator } from '../../src/emulator/emulator.ts';
import type { ConnectedHost } from '../../src/host-client/connected-host.ts';
import { HostWorld, seen, targetOf } from '../hosts/support/host-world.ts';
import { ManualTime } from '../hosts/support/manual-time.ts';
import { until } from '../hosts/support/until.ts';

describe('what goes wrong with a host', () => {
  let world: HostWorld;
  let emulator: Emulator;
  let host: ConnectedHost;

  beforeEach(async () => {
    world = await HostWorld.open();
    emulator = await world.startEmulator();
    const hostDeps = { limits: { replyTimeout: 1_500 } };
    host = world.connect('one', emulator, { connectTimeout: 1_500, hostDeps });
  });

  afterEach(() => world.close());

  const readVolumes = () => host.volumes();

  it('is that nobody listens: 502, degraded by the network', async () => {
    await emulator.stop();
    await assert.rejects(readVolumes(), { code: 'host-unreachable', status: 502 });
    assert.equal(host.health.reason, 'network');
  });

  it('is that connections are reset: 502, degraded by the network', async () => {
    emulator.faults.connection = 'reset';
    await assert.rejects(readVolumes(), { code: 'host-unreachable' });
    assert.equal(host.health.reason, 'network');
  });

  it('is that the handshake never ends: 504, degraded by the network', async () => {
    emulator.faults.connection = 'no-handshake';
    await assert.rejects(readVolumes(), { code: 'host-timeout', status: 504 });
    assert.equal(host.health.reason, 'network');
  });

  it('is that it never answers: 504, and it is not asked again', async () => {
    emulator.faults.add({ kind: 'silent' });
    await assert.rejects(readVolumes(), { code: 'host-timeout' });
    assert.equal(seen(emulator, 'block-info'), 1);
  });

  it('is that it closes without a word: 502, degraded as incompatible', async () => {
    emulator.faults.add({ kind: 'silent-close' });
    await assert.rejects(readVolumes(), { code: 'host-nonsense', status: 502 });
    assert.equal(host.health.reason, 'incompatible');
  });

  it('is that it answers garbage: 502, degraded as incompatible', async () => {
    emulator.faults.add({ kind: 'garbage', octets: Buffer.from('HTTP/1.1 400 Bad Request\r\n') });
    await assert.rejects(readVolumes(), { code: 'host-nonsense' });
    assert.equal(host.health.reason, 'incompatible');
  });

  it('is that it fails: in its own words, and it stays online', async () => {
    emulator.faults.add({ kind: 'failure', words: 'the disk is on fire' });
    await assert.rejects(readVolumes(), {
      code: 'host-refused',
      status: 422,
      detail: 'the disk is on fire',
    });
    assert.equal(host.health.state, 'online');
    assert.equal(seen(emulator, 'block-info'), 1);
  });

  it('is that its key is another one: 502, degraded by the certificate, the key is told', async () => {
    const pinned = world.connect('pinned', emulator, { fingerprint: emulator.fingerprint });
    await pinned.volumes();
    emulator.faults.certificate = 'other-key';
    await assert.rejects(
      pinned.change((client, signal) => client.addVolume(targetOf('alice', 'data'), 1, { signal })),
      { code: 'host-untrusted', status: 502 },
    );
    assert.equal(pinned.health.reason, 'certificate');
    assert.match(pinned.health.presented.fingerprint ?? '', /^[0-9a-f]{64}$/);
    assert.equal(seen(emulator, 'block-add'), 0);
  });

  for (const kind of ['delegated-authority', 'command', 'other-authority', 'expired'] as const) {
    it(`is that another plays it, with a certificate that is wrong [${kind}]: 502`, async () => {
      emulator.faults.certificate = kind;
      await assert.rejects(readVolumes(), { code: 'host-untrusted' });
      assert.equal(host.health.reason, 'certificate');
      assert.deepEqual(emulator.commands.all, []);
    });
  }

  for (const [which, difference] of [
    ['ours is behind', -900_000],
    ['ours is ahead', 900_000],
  ] as const) {
    it(`is that its clock and ours differ: it is named, degraded by the clock [${which}]`, async () => {
      const now = () => new Date(Date.now() + difference);
      const off = world.connect('one', emulator, { now });
      await assert.rejects(off.volumes(), {
        ...{ code: 'host-refused-connection', detail: /^one: .* clock .* set both/ },
      });
      assert.equal(off.health.reason, 'clock');
      assert.deepEqual(emulator.commands.all, []);
    });
  }

  it('is that its certificate begins later than now: it is named, degraded by the clock', async () => {
    emulator.faults.certificate = 'not-yet-valid';
    const detail = /^one: .* valid from .* on, and the server's clock says .*: set the clock/;
    await assert.rejects(readVolumes(), { code: 'host-untrusted', detail });
    assert.equal(host.health.reason, 'clock');
  });

  it('is that it refuses our certificate: 502, degraded by the credentials', async () => {
    // It has the certificate that we believe, but knows another CA.
    const refusing = await world.startEmulator({ certificate: emulator.certificate });
    const { address, port } = refusing;
    const stranger = world.connect('stranger', { address, port, authority: emulator.authority });
    await assert.rejects(stranger.volumes(), { code: 'host-refused-connection', status: 502 });
    assert.equal(stranger.health.reason, 'credentials');
  });

  it('once: a read is tried again on a fresh connection, and nobody hears of it', async () => {
    emulator.faults.add({ kind: 'reset-reply', afterOctets: 3 }, { times: 1 });
    assert.deepEqual(await readVolumes(), []);
    assert.equal(seen(emulator, 'block-info'), 2);
    assert.equal(host.health.state, 'online');
    assert.deepEqual(host.health.errors, []);
  });

  it('once: a change is not sent again', async () => {
    emulator.faults.add({ kind: 'silent-close' }, { times: 1 });
    const target = targetOf('alice', 'data');
    await assert.rejects(
      host.change((client, signal) => client.addVolume(target, 1, { signal })),
      { code: 'host-nonsense' },
    );
    assert.equal(seen(emulator, 'block-add'), 1);
  });

  describe('may still be asked about by a probe', () => {
    let probed: ConnectedHost;

    beforeEach(async () => {
      const time = new ManualTime();
      probed = world.connect('probed', emulator, { hostDeps: { timer: time.timer } });
      emulator.faults.add({ kind: 'garbage', octets: Buffer.from('?') }, { times: 2 });
      await assert.rejects(probed.volumes(), { code: 'host-nonsense' });
      emulator.faults.add({ kind: 'silent' }, { command: 'policy-info' });
      await time.pass(10_000);
      await until(() => seen(emulator, 'policy-info') === 1);
    });

    // A rejection that nobody handles fails the test here, and ends a server.
    it('which ends with the host’s removal, and nothing else does', async () => {
      probed.retire();
      await sleep(50);
    });

    it('which ends when another command shows that the host is back', async () => {
      await probed.volumes();
      await sleep(50);
      assert.equal(probed.health.state, 'online');
    });

    it('which ends with the server', async () => {
      probed.close();
      await sleep(50);
    });
  });
});
