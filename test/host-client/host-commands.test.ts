import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Emulator } from '../../src/emulator/emulator.ts';
import type { ConnectedHost } from '../../src/host-client/connected-host.ts';
import type { HostOperation } from '../../src/host-client/managed-host.ts';
import { domainOf, HostWorld, seen, smallPolicy, targetOf } from '../hosts/support/host-world.ts';
import { until } from '../hosts/support/until.ts';
import { LosableLocks } from '../support/losable-locks.ts';

const addVolume =
  (name: string): HostOperation<void> =>
  (client, signal) =>
    client.addVolume(targetOf('alice', name), 1, { signal });

const additions = { command: 'block-add' } as const;

describe('commands on a managed host', () => {
  let world: HostWorld;
  let emulator: Emulator;
  let host: ConnectedHost;

  beforeEach(async () => {
    world = await HostWorld.open();
    emulator = await world.startEmulator();
    host = world.connect('one', emulator);
  });

  afterEach(() => world.close());

  it('list with whole names, and once for all who ask', async () => {
    await host.change(addVolume('data'));
    const lists = await Promise.all([host.volumes(), host.volumes(), host.within(2_000).volumes()]);
    for (const [volume] of lists) {
      assert.deepEqual(volume?.name, { path: ['alice'], label: 'data' });
    }
    assert.equal(seen(emulator, 'block-info'), 1);
  });

  it('list what a change has just made', async () => {
    assert.equal((await host.volumes()).length, 0);
    await host.change(addVolume('data'));
    assert.equal((await host.volumes()).length, 1);
    assert.equal(seen(emulator, 'block-info'), 2);
  });

  it('list anew after a change that failed, since it may have been carried out', async () => {
    await host.volumes();
    emulator.faults.add({ kind: 'reset-reply', afterOctets: 2 }, { command: 'block-add' });
    await assert.rejects(host.change(addVolume('data')), { code: 'host-unreachable' });
    assert.equal((await host.volumes()).length, 1);
  });

  it('are at most 8 at a time; transfers have slots of their own', async () => {
    const slow = emulator.faults.add({ kind: 'slow', milliseconds: 60_000 }, additions);
    const short = Array.from({ length: 10 }, (_, n) => host.change(addVolume(`v${n}`)));
    await until(() => slow.waiting === 8);
    const transfers = Array.from({ length: 6 }, (_, n) =>
      host.change(addVolume(`t${n}`), { slot: 'transfer' }),
    );
    await until(() => slow.waiting === 13);
    // What had begun beyond that would have come before this is answered.
    await world.connect('two', emulator).volumes();
    assert.equal(slow.waiting, 13);
    slow.release();
    await Promise.all([...short, ...transfers]);
    assert.equal(seen(emulator, 'block-add'), 16);
  });

  it('of one domain, 300 at once, do not hold another’s up', async () => {
    const [alice, bob] = (['alice', 'bob'] as const).map((name) =>
      host.forDomain(domainOf(name, smallPolicy).label),
    );
    assert(alice && bob);
    const held = emulator.faults.add({ kind: 'hold-reply' }, { command: 'block-info' });
    const read: HostOperation<unknown> = (client, signal) => client.volumes([], { signal });
    const leaving = new AbortController();
    const crowd = Array.from({ length: 300 }, () =>
      alice.read(read, leaving.signal).catch(({ code }) => code),
    );
    await until(() => seen(emulator, 'block-info') === 7);
    assert.deepEqual(await bob.read((client, signal) => client.unikernels([], { signal })), []);
    leaving.abort();
    held.release();
    const refused = (await Promise.all(crowd)).filter((answer) => answer === 'host-busy');
    assert.equal(refused.length, 300 - 7 - 256);
  });

  it('that are transfers of one domain leave most slots to others, however long they take', async () => {
    const slow = emulator.faults.add({ kind: 'slow', milliseconds: 60_000 }, additions);
    const [alice, bob, carol] = (['alice', 'bob', 'carol'] as const).map((name) =>
      host.forDomain(domainOf(name, smallPolicy).label),
    );
    assert(alice && bob && carol);
    const transfers = Array.from({ length: 6 }, (_, n) =>
      alice.change(addVolume(`t${n}`), { slot: 'transfer' }),
    );
    await until(() => slow.waiting === 2);
    const others = ['b1', 'b2', 'c1'].map((name) =>
      (name.startsWith('b') ? bob : carol).change(addVolume(name), { slot: 'transfer' }),
    );
    await until(() => slow.waiting === 5);
    slow.release();
    await Promise.all([...transfers, ...others]);
  });

  it('end when who reads has left, and give their slots back', async () => {
    emulator.faults.add({ kind: 'silent' }, { times: 8 });
    const leaving = new AbortController();
    const read = (signal?: AbortSignal) =>
      host.read((client, bound) => client.volumes([], { signal: bound }), signal);
    const readings = Array.from({ length: 8 }, () => read(leaving.signal));
    const ended = readings.map((reading) => assert.rejects(reading, { message: 'gone' }));
    await until(() => seen(emulator, 'block-info') === 8);
    leaving.abort(new Error('gone'));
    await Promise.all(ended);
    assert.deepEqual(await read(), []);
    assert.equal(host.health.state, 'online');
  });

  it('run to their end when who changes has left', async () => {
    const slow = emulator.faults.add({ kind: 'slow', milliseconds: 60_000 });
    const leaving = new AbortController();
    const changing = host.change(addVolume('data'), { signal: leaving.signal });
    await until(() => seen(emulator, 'block-add') === 1);
    leaving.abort(new Error('gone'));
    slow.release();
    await changing;
    assert.equal((await host.volumes()).length, 1);
  });

  it('are not begun for who has left before there is a slot', async () => {
    const slow = emulator.faults.add({ kind: 'slow', milliseconds: 60_000 });
    const running = Array.from({ length: 8 }, (_, n) => host.change(addVolume(`v${n}`)));
    const leaving = new AbortController();
    const waiting = host.change(addVolume('late'), { signal: leaving.signal });
    await until(() => seen(emulator, 'block-add') === 8);
    leaving.abort(new Error('gone'));
    await assert.rejects(waiting, { message: 'gone' });
    slow.release();
    await Promise.all(running);
    assert.equal(seen(emulator, 'block-add'), 8);
  });

  it('are broken off where what they change is not held any more, and the host is not blamed', async () => {
    const silent = emulator.faults.add({ kind: 'silent' });
    const losing = new AbortController();
    const changing = host.change(addVolume('data'), { lost: losing.signal });
    await until(() => seen(emulator, 'block-add') === 1);
    losing.abort(new Error('lost'));
    await assert.rejects(changing, { message: 'lost' });
    silent.release(); // while it reads nothing, the emulated host does not see that a client has left
    await until(() => emulator.connections === 0);
    assert.equal(host.health.state, 'online');
  });

  it('are not begun where what they change is not held any more', async () => {
    const lost = AbortSignal.abort(new Error('lost'));
    await assert.rejects(host.change(addVolume('data'), { lost }), { message: 'lost' });
    await assert.rejects(
      host.read((client, signal) => client.volumes([], { signal }), lost),
      { message: 'lost' },
    );
    assert.deepEqual(emulator.commands.all, []);
  });

  it('are broken off where the policy that they present is not held any more', async () => {
    const locks = new LosableLocks();
    const other = world.connect('one', emulator, { hostDeps: { locks } });
    const silent = emulator.faults.add({ kind: 'silent' }, { command: 'block-add', times: 1 });
    const changing = other.change(addVolume('data'));
    await until(() => seen(emulator, 'block-add') === 1);
    locks.lose();
    await assert.rejects(changing, { code: 'host-unreachable' });
    silent.release();
    await until(() => emulator.connections === 0);
    await other.change(addVolume('data'));
  });

  it('change no policy any more that is not held', async () => {
    const locks = new LosableLocks();
    const other = world.connect('one', emulator, { hostDeps: { locks } });
    const setting = other.changePolicy(domainOf('alice').label, (_client, signal) => {
      locks.lose();
      return Promise.reject(signal.reason);
    });
    await assert.rejects(setting, { message: 'lost' });
  });

  it('are cut off when the host is closed', async () => {
    emulator.faults.add({ kind: 'silent' });
    const changing = host.change(addVolume('data'));
    const ended = assert.rejects(changing, { code: 'shutting-down' });
    await until(() => seen(emulator, 'block-add') === 1);
    host.close();
    await ended;
  });

  it('wait while the domain gets another policy, and then present that', async () => {
    const taken = Promise.withResolvers<void>();
    const larger = { ...smallPolicy, memory: 256 };
    const setting = host.changePolicy(domainOf('alice').label, async (client, signal) => {
      await client.policies([domainOf('alice', larger)], { signal });
      await taken.promise;
      return larger;
    });
    await until(() => seen(emulator, 'policy-info') === 1);
    const changing = host.change(addVolume('data'));
    const elsewhere = host.change((client, signal) =>
      client.addVolume(targetOf('bob', 'data'), 1, { signal }),
    );
    await elsewhere;
    assert.deepEqual(
      emulator.commands.all.filter(({ name }) => name === 'alice:data'),
      [],
    );
    taken.resolve();
    await Promise.all([setting, changing]);
    const policies = await host.policies();
    const alice = policies.find(({ name }) => name.path[0] === 'alice')?.value;
    assert.equal(alice?.memory, 256);
  });

  it('are waited for before the domain gets another policy', async () => {
    const slow = emulator.faults.add({ kind: 'slow', milliseconds: 60_000 });
    const changing = host.change(addVolume('data'));
    await until(() => seen(emulator, 'block-add') === 1);
    let begun = false;
    const setting = host.changePolicy(domainOf('alice').label, async () => {
      begun = true;
      return smallPolicy;
    });
    await once(AbortSignal.timeout(50), 'abort');
    assert.equal(begun, false);
    slow.release();
    await Promise.all([changing, setting]);
    assert.equal(begun, true);
  });

  it('are refused in a domain that has lost its policy', async () => {
    await host.changePolicy(domainOf('alice').label, async () => null);
    await assert.rejects(host.change(addVolume('data')), { code: 'no-policy', status: 403 });
    assert.deepEqual(emulator.commands.all, []);
  });
});
