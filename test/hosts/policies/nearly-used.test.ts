import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseLabel } from '../../../src/albatross/names.ts';
import { Problem } from '../../../src/base/errors.ts';
import type { Database } from '../../../src/database/database.ts';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import type { HostLists } from '../../../src/host-client/managed-host.ts';
import { StoredPolicy } from '../../../src/hosts/policies/entity.ts';
import { Policies } from '../../../src/hosts/policies/policies.ts';
import { TellNearlyUsed } from '../../../src/hosts/policies/tell-nearly-used.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { until } from '../../server/support/until.ts';
import { ManualTime } from '../support/manual-time.ts';

const alice = parseLabel('alice');
const minute = 60_000;

describe('a policy that is nearly used up', () => {
  let database: Database;
  let time: ManualTime;
  let ending: AbortController;
  /** MiB of volumes that alice has; null: the host does not say. */
  let used: number | null;
  let looks: number;
  let following: Promise<void>;

  const host: HostLists & { readonly knownDown: boolean } = {
    ...{ id: randomUUID(), name: parseLabel('one'), knownDown: false },
    unikernels: async () => [],
    policies: async () => [],
    volumes: async () => {
      looks += 1;
      if (used === null) throw new Problem('host-unreachable', 'It is away.');
      return [{ name: { path: [alice], label: parseLabel('data') }, size: used, active: false }];
    },
  };

  beforeEach(async () => {
    database = await openDatabase({ memory: true });
    await database.orm.schema.create();
    await database.em().insert(StoredPolicy, {
      ...{ id: randomUUID(), hostId: host.id, domain: alice },
      ...{ unikernels: 10, memory: 100, storage: 1000, cpuids: [0], bridges: [] },
      updatedAt: new Date(0),
    });
    [time, ending, used, looks] = [new ManualTime(), new AbortController(), 0, 0];
    const policies = new Policies(database);
    const teller = new TellNearlyUsed({ database, policies, clock: time.clock, timer: time.timer });
    following = teller.follow(host, ending.signal).catch(() => {});
  });
  afterEach(async () => {
    ending.abort();
    await following;
    await database.close();
  });

  /** What was told once so much was used for a minute. */
  const toldAfter = async (storage: number | null) => {
    used = storage;
    const before = looks;
    await time.pass(minute);
    await until(() => looks > before && time.due.length > 0);
    const events = await database.em().find(StoredEvent, {}, { orderBy: { serial: 'asc' } });
    return events.map(({ summary, account }) => `${account}: ${summary}`);
  };

  it('is told its account once, and again after clearly less was used', async () => {
    assert.deepEqual(await toldAfter(899), []);
    const first = 'alice: alice uses 90 % of its storage on one.';
    assert.deepEqual(await toldAfter(900), [first]);
    assert.deepEqual(await toldAfter(1000), [first]);
    assert.deepEqual(await toldAfter(800), [first]);
    assert.deepEqual(await toldAfter(950), [first]);
    assert.deepEqual(await toldAfter(799), [first]);
    assert.deepEqual(await toldAfter(950), [
      first,
      'alice: alice uses 95 % of its storage on one.',
    ]);
  });

  it('is not told while the host does not say', async () => {
    assert.deepEqual(await toldAfter(null), []);
    assert.deepEqual((await toldAfter(1000)).length, 1);
  });
});
