import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseLabel } from '../../src/albatross/names.ts';
import { seen, targetOf } from './support/host-world.ts';
import { until } from './support/until.ts';
import { aliceMay, useEmulatedHost } from './support/use-emulated-host.ts';

describe('PATCH /hosts/:host', () => {
  const { emulator, storedHosts, world } = useEmulatedHost();

  it('confirms another key of the host, which is not believed before', async () => {
    await world().addHost('one', emulator());
    emulator().faults.certificate = 'other-key';
    const checked = await world().ask('/hosts/one/check', { method: 'POST' });
    assert.partialDeepStrictEqual(checked.json, { state: 'degraded', reason: 'certificate' });
    emulator().faults.certificate = null;
    const wrong = { fingerprint: 'ab'.repeat(32) };
    const refused = await world().ask('/hosts/one', { method: 'PATCH', json: wrong });
    assert.partialDeepStrictEqual(refused.json, { status: 502, code: 'host-untrusted' });
    const json = { fingerprint: emulator().fingerprint.toUpperCase() };
    const confirmed = await world().ask('/hosts/one', { method: 'PATCH', json });
    assert.partialDeepStrictEqual(confirmed.json, {
      state: 'online',
      fingerprint: emulator().fingerprint,
      presentedFingerprint: null,
    });
  });

  it('moves the host, and keeps everything where the new location is no good', async () => {
    await world().addHost('one', emulator());
    const { authority, certificate } = emulator();
    const moved = await world().hosts.startEmulator({ authority, certificate });
    const good = await world().ask('/hosts/one', { method: 'PATCH', json: { port: moved.port } });
    assert.partialDeepStrictEqual(good.json, { port: moved.port });
    await world().registry.get(parseLabel('one')).volumes();
    assert.equal(seen(moved, 'block-info'), 1);
    const bad = await world().ask('/hosts/one', { method: 'PATCH', json: { port: 1 } });
    assert.equal(bad.status, 502);
    const { json } = await world().ask('/hosts/one');
    assert.partialDeepStrictEqual(json, { port: moved.port });
  });

  it('takes a certificate and its key together only', async () => {
    await world().addHost('one', emulator());
    const json = { certificate: emulator().authority.certificatePem };
    assert.equal((await world().ask('/hosts/one', { method: 'PATCH', json })).status, 400);
  });

  it('a host that is removed while it is being changed stays away', async () => {
    await world().addHost('one', emulator());
    const held = emulator().faults.add({ kind: 'hold-reply' }, { times: 1 });
    const changing = world().ask('/hosts/one', {
      method: 'PATCH',
      json: { port: emulator().port },
    });
    await until(() => held.hits === 1);
    const removing = world().ask('/hosts/one', { method: 'DELETE' });
    // The removal comes while the change waits for the host; it may not overtake it.
    await sleep(50);
    held.release();
    assert.deepEqual([(await changing).status, (await removing).status], [200, 204]);
    assert.equal((await world().ask('/hosts/one')).status, 404);
    assert.equal(await storedHosts(), 0);
    assert.equal((await world().addHost('one', emulator())).status, 201);
  });

  it('a policy that is changed holds for commands that came by the former connection to the host', async () => {
    const id = await world().addAccount('alice');
    await world().addHost('one', emulator());
    const give = (memory: number) =>
      world().ask(`/accounts/${id}/policies/one`, { method: 'PUT', json: { ...aliceMay, memory } });
    assert.equal((await give(64)).status, 200);
    const former = world().registry.get(parseLabel('one'));
    await world().ask('/hosts/one', { method: 'PATCH', json: { port: emulator().port } });
    assert.equal((await give(96)).status, 200);
    await former.change((client, signal) =>
      client.addVolume(targetOf('alice', 'data'), 1, { signal }),
    );
    const policies = await world().registry.get(parseLabel('one')).policies();
    assert.equal(policies.find(({ name }) => name.path[0] === 'alice')?.value.memory, 96);
  });
});
