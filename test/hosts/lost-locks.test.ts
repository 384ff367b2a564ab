import assert from 'node:assert/strict';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { StoredHost } from '../../src/host-client/entity.ts';
import { StoredPolicy } from '../../src/hosts/policies/entity.ts';
import { LosableLocks } from '../support/losable-locks.ts';
import type { Ask } from '../support/request.ts';
import { hostDepsOf } from './support/host-world.ts';
import { hostBody, ServerWorld } from './support/server-world.ts';

const policy = { unikernels: 1, memory: 64, storage: 0, cpuids: [0], bridges: [] };

describe('what administrators store of hosts whose lock is lost at the last moment', () => {
  let world: ServerWorld;
  let emulator: Emulator;
  let locks: LosableLocks;
  let userPolicy: string;
  beforeEach(async () => {
    locks = new LosableLocks();
    world = await ServerWorld.open({ ...hostDepsOf(), locks });
    emulator = await world.hosts.startEmulator();
    userPolicy = `/accounts/${await world.addAccount('alice')}/policies/one`;
  });
  afterEach(() => world.close());

  /** Loses the locks whenever something is about to be stored. */
  const loseLocks = () =>
    world.database.orm.em.getEventManager().registerSubscriber({
      beforeTransactionStart: () => locks.lose(),
    });

  const stored = async () => {
    const em = world.database.em();
    const hosts = await em.find(StoredHost, {});
    const policies = await em.find(StoredPolicy, {});
    return [hosts, policies].map((rows) => rows.map((row) => JSON.stringify(row)));
  };

  const works: Readonly<Record<string, () => [path: string, ask: Ask]>> = {
    'a host that is added': () => [
      '/hosts',
      { json: { ...hostBody(emulator), name: 'two', allowDuplicate: true } },
    ],
    'a host that is changed': () => [
      '/hosts/one',
      { method: 'PATCH', json: { port: emulator.port } },
    ],
    'a host that is removed': () => ['/hosts/one', { method: 'DELETE' }],
    'a policy that is set anew': () => [userPolicy, { method: 'PUT', json: policy }],
    'a policy that is changed': () => [
      userPolicy,
      { method: 'PUT', json: { ...policy, memory: 96 } },
    ],
    'a policy that is taken away': () => [userPolicy, { method: 'DELETE' }],
  };

  for (const [what, work] of Object.entries(works)) {
    it(`is not stored, since another server may have changed it: ${what}`, async () => {
      await world.addHost('one', emulator);
      if (!what.includes('anew')) await world.ask(userPolicy, { method: 'PUT', json: policy });
      const before = await stored();
      loseLocks();
      const told = await world.ask(...work());
      assert(told.status >= 500, told.text);
      assert.deepEqual(await stored(), before);
      assert.equal(world.registry.all().length, 1);
    });
  }
});
