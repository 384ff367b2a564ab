import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseLabel } from '../../../src/albatross/names.ts';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { defaultPoliciesOfAccounts } from '../../../src/hosts/policies/defaults/defaults-of-accounts.ts';
import { GivePending } from '../../../src/hosts/policies/defaults/give-pending.ts';
import { PolicyTemplates } from '../../../src/hosts/policies/templates/policy-templates.ts';
import { Account } from '../../../src/identity/accounts/entity.ts';
import { hostDepsOf } from '../support/host-world.ts';
import { ManualTime } from '../support/manual-time.ts';
import { ServerWorld } from '../support/server-world.ts';
import { until } from '../support/until.ts';

const small = { unikernels: 2, memory: 64, storage: 10 };
const carol = parseLabel('carol');

describe('the default policy of a host', () => {
  let world: ServerWorld;
  let emulator: Emulator;
  let time: ManualTime;
  let ending: AbortController;
  let following: Promise<void>;
  let paused: boolean;

  beforeEach(async () => {
    world = await ServerWorld.open(hostDepsOf({ replyTimeout: 2_000 }));
    emulator = await world.hosts.startEmulator();
    await world.addHost('one', emulator);
    [time, ending, paused] = [new ManualTime(), new AbortController(), false];
    await template({ ...small, defaultOn: ['one'] });
    const id = await world.addAccount('carol');
    await world.database.transaction((em) =>
      Promise.resolve(defaultPoliciesOfAccounts.begin?.(em, { id, name: carol }, time.clock())),
    );
  });
  afterEach(async () => {
    ending.abort();
    await following;
    await world.close();
  });

  const template = (json: object) => world.ask('/policy-templates/small', { method: 'PUT', json });
  const shown = async () => Object((await world.ask('/hosts/one/policies')).json);
  const events = async () => {
    const rows = await world.database.em().find(StoredEvent, { type: 'policy.pending' });
    return rows.map(({ summary, account }) => `${account}: ${summary}`);
  };

  /** Follows the host; resolves when it has looked once. */
  async function follow(): Promise<void> {
    const { database } = world;
    const hosts = world.registry;
    const templates = new PolicyTemplates({ database, hosts, clock: time.clock });
    const isPaused = async () => paused;
    const giving = new GivePending({ database, templates, ...time, isPaused });
    following = giving.follow(hosts.get(parseLabel('one')), ending.signal).catch(() => {});
    await until(() => time.due.length > 0);
  }

  /** Lets so much time pass, until it has been looked again. */
  async function pass(seconds: number): Promise<void> {
    for (let left = seconds; left > 0; left -= 5) {
      await time.pass(5_000);
      await until(() => time.due.length > 0);
    }
  }

  it('is given to a new account, which then waits no more', async () => {
    assert.partialDeepStrictEqual(await shown(), {
      data: [],
      pending: [{ account: 'carol', template: 'small', triedAt: null, problem: null }],
    });
    const counts = async () => Object((await world.ask('/hosts/one/holdings')).json).counts;
    assert.partialDeepStrictEqual(await counts(), { defaultPolicies: 1, pendingPolicies: 1 });
    const owner = { id: randomUUID(), name: carol };
    const waiting = () => defaultPoliciesOfAccounts.count?.(world.database.em(), owner);
    assert.deepEqual(await waiting(), { pendingPolicies: 1 });
    await follow();
    assert.partialDeepStrictEqual(await counts(), { defaultPolicies: 1, pendingPolicies: 0 });
    assert.deepEqual(await waiting(), { pendingPolicies: 0 });
    const { data, pending } = await shown();
    assert.partialDeepStrictEqual(data, [{ account: 'carol', ...small, cpuids: [0, 1, 2, 3] }]);
    assert.deepEqual(pending, []);
  });

  it('is tried again after a minute where the host is away, which is told once', async () => {
    await emulator.stop();
    await follow();
    const [waiting] = (await shown()).pending;
    assert.partialDeepStrictEqual(waiting, { account: 'carol', problem: { code: 'host-down' } });
    await pass(60);
    const told = 'null: carol could not be given the policy small on one yet (host-down).';
    assert.deepEqual(await events(), [told]);
    await emulator.start();
    await pass(60);
    assert.partialDeepStrictEqual(await shown(), { data: [{ account: 'carol' }], pending: [] });
    assert.deepEqual(await events(), [told]);
  });

  it('waits where the host refuses it, until the template fits or somebody sets another', async () => {
    await template({ ...small, memory: 99_999 });
    await follow();
    const [waiting] = (await shown()).pending;
    assert.partialDeepStrictEqual(waiting, { problem: { code: 'policy-refused' } });
    const json = { ...small, memory: 32, cpuids: [0], bridges: [] };
    await world.ask('/accounts/carol/policies/one', { method: 'PUT', json });
    assert.deepEqual((await shown()).pending, []);
    await pass(120);
    assert.partialDeepStrictEqual((await shown()).data, [{ account: 'carol', memory: 32 }]);
  });

  it('is not given while nothing is to be done by itself, or the account is suspended', async () => {
    paused = true;
    await follow();
    const { database } = world;
    await database.em().nativeUpdate(Account, { name: carol }, { active: false });
    paused = false;
    await pass(10);
    assert.partialDeepStrictEqual(await shown(), { data: [], pending: [{ triedAt: null }] });
    await database.em().nativeUpdate(Account, { name: carol }, { active: true });
    await pass(10);
    assert.equal((await shown()).data.length, 1);
  });

  const ends: readonly [string, () => Promise<unknown>][] = [
    ['its template', () => world.ask('/policy-templates/small', { method: 'DELETE' })],
    ['the wish', () => world.ask('/accounts/carol/policies/one', { method: 'DELETE' })],
  ];
  for (const [what, end] of ends) {
    it(`is waited for no more when that is taken back [${what}]`, async () => {
      await end();
      assert.deepEqual((await shown()).pending, []);
      await follow();
      await pass(10);
      assert.deepEqual((await shown()).data, []);
    });
  }

  it('is that of one template a host, and goes with the host', async () => {
    const large = { ...small, memory: 128, defaultOn: ['one'] };
    await world.ask('/policy-templates/large', { method: 'PUT', json: large });
    const defaults = async () => {
      const { data } = Object((await world.ask('/policy-templates')).json);
      return data.map(({ name, defaultOn }: Record<string, unknown>) => [name, defaultOn]);
    };
    assert.deepEqual(await defaults(), [
      ['large', ['one']],
      ['small', []],
    ]);
    await template({ ...small, defaultOn: ['one'] });
    await template({ ...small, memory: 48 });
    assert.deepEqual(await defaults(), [
      ['large', []],
      ['small', ['one']],
    ]);
    const unknown = await template({ ...small, defaultOn: ['moon'] });
    assert.partialDeepStrictEqual(unknown.json, { code: 'host-unknown' });
    await world.ask('/hosts/one', { method: 'DELETE' });
    await world.addHost('one', emulator);
    assert.deepEqual(await defaults(), [
      ['large', []],
      ['small', []],
    ]);
    assert.deepEqual((await shown()).pending, []);
  });
});
