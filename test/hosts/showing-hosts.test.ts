import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { targetOf } from './support/host-world.ts';
import { aliceMay, useEmulatedHost } from './support/use-emulated-host.ts';

describe('GET /hosts', () => {
  const { emulator, world } = useEmulatedHost();

  it('shows an account the hosts with a policy for it, and what is used of that', async () => {
    const id = await world().addAccount('alice');
    await world().addHost('one', emulator());
    await world().addHost('two', await world().hosts.startEmulator());
    await world().ask(`/accounts/${id}/policies/one`, { method: 'PUT', json: aliceMay });
    const one = world().registry.get(parseLabel('one'));
    await one.change((client, signal) =>
      client.addVolume(targetOf('alice', 'data'), 4, { signal }),
    );
    const { json } = await world().ask('/hosts', { token: 'reader' });
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
          collectMetrics: true,
          policy: aliceMay,
          used: { unikernels: 0, memory: 0, storage: 4, nearlyUsed: [] },
          maintenance: null,
        },
      ],
      next: null,
      errors: [],
    });
    assert.equal((await world().ask('/hosts/two', { token: 'reader' })).status, 403);
  });

  it('leaves out what the token is not for, and shows administrators everything', async () => {
    const id = await world().addAccount('alice');
    await world().addHost('one', emulator());
    await world().ask(`/accounts/${id}/policies/one`, { method: 'PUT', json: aliceMay });
    const elsewhere = await world().ask('/hosts', { token: 'elsewhere' });
    assert.deepEqual(Object(elsewhere.json).data, []);
    assert.equal((await world().ask('/hosts/one', { token: 'elsewhere' })).status, 403);
    const { json } = await world().ask('/hosts');
    assert.partialDeepStrictEqual(json, { data: [{ name: 'one', address: emulator().address }] });
  });

  it('shows a token that an administrator made for less what others see', async () => {
    await world().addHost('one', emulator());
    const { json } = await world().ask('/hosts', { token: 'root-reader' });
    assert.deepEqual(json, { data: [], next: null, errors: [] });
    const hidden = await world().ask('/hosts/one', { token: 'root-reader' });
    assert.equal(hidden.status, 403);
    await world().ask(`/accounts/${await world().addAccount('root')}/policies/one`, {
      ...{ method: 'PUT', json: aliceMay },
    });
    const own = await world().ask('/hosts/one', { token: 'root-reader' });
    assert.partialDeepStrictEqual(own.json, { name: 'one', policy: aliceMay });
    assert.equal(Object(own.json).address, undefined);
  });

  it('says of a host that is away that it is, and why its usage is not known', async () => {
    const id = await world().addAccount('alice');
    await world().addHost('one', emulator());
    await world().ask(`/accounts/${id}/policies/one`, { method: 'PUT', json: aliceMay });
    await emulator().stop();
    await world().ask('/hosts/one/check', { method: 'POST' });
    const { status, json } = await world().ask('/hosts', { token: 'reader' });
    assert.equal(status, 200);
    assert.partialDeepStrictEqual(json, {
      data: [{ name: 'one', state: 'degraded', reason: 'network', used: null }],
      errors: [{ host: 'one', code: 'host-down' }],
    });
  });

  it('tells a host’s words without addresses, and nothing that a terminal obeys', async () => {
    const id = await world().addAccount('alice');
    await world().addHost('one', emulator());
    await world().ask(`/accounts/${id}/policies/one`, { method: 'PUT', json: aliceMay });
    const words = `\u001b[2Jnot at 192.0.2.7:1025 ${'x'.repeat(100_000)}`;
    for (let n = 0; n < 3; n += 1) emulator().faults.add({ kind: 'failure', words });
    const { json } = await world().ask('/hosts', { token: 'reader' });
    const [{ detail }] = Object(json).errors;
    assert.match(detail, /^\ufffd\[2Jnot at \(address\) x+…$/);
    assert.ok(detail.length <= 1_000, `${detail.length}`);
    emulator().faults.clear();
  });

  it('answers 404 for a host that there is not', async () => {
    assert.equal((await world().ask('/hosts/three')).status, 404);
  });
});
