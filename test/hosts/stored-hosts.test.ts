import assert from 'node:assert/strict';
import { parseLabel } from '../../src/albatross/names.ts';
import { createSecretBox } from '../../src/database/secret-box.ts';
import { HostRegistry } from '../../src/host-client/host-registry.ts';
import { resealKeys } from '../../src/hosts/reseal-keys.ts';
import { policy } from '../unikernels/world-options.ts';
import { hostDepsOf } from './support/host-world.ts';
import { aliceMay, useEmulatedHost } from './support/use-emulated-host.ts';

describe('hosts that are stored', () => {
  const { emulator, storedHosts, world } = useEmulatedHost();

  it('DELETE /hosts/:host forgets the host and its policies, and leaves what runs', async () => {
    const id = await world().addAccount('alice');
    await world().addHost('one', emulator());
    await world().ask(`/accounts/${id}/policies/one`, { method: 'PUT', json: aliceMay });
    const before = emulator().commands.all.length;
    assert.equal((await world().ask('/hosts/one', { method: 'DELETE' })).status, 204);
    assert.equal((await world().ask('/hosts/one')).status, 404);
    assert.equal(await storedHosts(), 0);
    assert.equal(emulator().commands.all.length, before);
  });

  it('hosts are there again after a start, also one whose key cannot be opened any more', async () => {
    await world().addHost('one', emulator());
    const { database, box } = world();
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
    await world().addHost('one', emulator());
    const { database } = world();
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

  it('have nothing of one of their name that another server has removed meanwhile', async () => {
    await world().addHost('one', emulator());
    const { database, box } = world();
    const asked: string[] = [];
    const readPolicy = async (id: string) => {
      asked.push(id);
      return policy;
    };
    const hostDeps = { ...hostDepsOf(), readPolicy };
    const others = await HostRegistry.open({ database, box, hostDeps });
    const domain = { label: parseLabel('alice'), policy };
    const present = async () => {
      await using _presenting = await others.get(parseLabel('one')).domainPolicies.present(domain);
    };
    await present();
    assert.equal((await world().ask('/hosts/one', { method: 'DELETE' })).status, 204);
    await world().addHost('one', emulator());
    await others.refresh();
    await present();
    const [first, second] = asked;
    assert.deepEqual([asked.length, first === second], [2, false]);
    others.close();
  });

  it('keep what is known of their clock where what is set of them changes', async () => {
    await world().addHost('one', emulator());
    const one = () => world().registry.get(parseLabel('one'));
    const before = one();
    const now = new Date();
    before.clock.learn(new Date(now.getTime() - 10_000), now, now);
    const changed = { method: 'PATCH', json: { collectMetrics: false } };
    assert.equal((await world().ask('/hosts/one', changed)).status, 200);
    assert.notEqual(one(), before);
    const { warnings } = Object((await world().ask('/hosts/one')).json);
    assert.match(`${warnings}`, /^Its clock is 10 s behind/);
  });

  it('say that the server is stopping, not that a host is unknown, once it does', async () => {
    await world().addHost('one', emulator());
    world().registry.close();
    const { status, json } = await world().ask('/hosts/one/check', { method: 'POST' });
    assert.equal(status, 503);
    assert.partialDeepStrictEqual(json, { code: 'shutting-down' });
  });
});
