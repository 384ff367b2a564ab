import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { CommandType } from '../../src/albatross/commands.ts';
import { type Name, parseName } from '../../src/albatross/names.ts';
import type { Fault } from '../../src/emulator/faults.ts';
import type { Ask } from '../support/request.ts';
import {
  changes,
  type DeploymentAnswer,
  lastDeployment,
  prepareChange,
} from './support/changes.ts';
import { type ServerWorld, useServer } from './support/server-world.ts';
import { until } from './support/until.ts';

/** Where the host is when the server is killed, whose changes get there, and what becomes of them. */
interface Point {
  readonly host: string;
  readonly fault: Fault;
  readonly commands: readonly CommandType[];
  readonly imageSize?: number;
  /** null: what the host did with what was still under way to it. */
  readonly state: 'succeeded' | 'failed' | null;
}

/** More than is under way on a connection that nobody reads. */
const largeImage = 32 * 2 ** 20;

const withImage: readonly CommandType[] = ['unikernel-create', 'unikernel-force-create'];
const all = changes.map(({ command }) => command);

const points: readonly Point[] = [
  { host: 'is silent', fault: { kind: 'silent' }, commands: all, state: 'failed' },
  {
    host: 'is slow',
    fault: { kind: 'slow', milliseconds: 60_000 },
    commands: all,
    state: null,
  },
  {
    host: 'has a part of the image',
    fault: { kind: 'pause-reading', afterOctets: 1 },
    commands: withImage,
    imageSize: largeImage,
    state: 'failed',
  },
  {
    host: 'has done it and not said so',
    fault: { kind: 'hold-reply' },
    commands: all,
    state: 'succeeded',
  },
];

const named = (name: string): Name => parseName(`alice:${name}`);

async function settled(world: ServerWorld, name: string): Promise<DeploymentAnswer> {
  await until(async () => (await lastDeployment(world, name)).finishedAt !== null);
  return await lastDeployment(world, name);
}

describe('changes of unikernels whose server is killed', function () {
  this.timeout(60_000);
  const server = useServer();

  for (const { host, fault, commands, imageSize, state } of points) {
    it(`are recorded as ${state ?? 'what happened'} where the host ${host}`, async () => {
      const world = server();
      const { running } = world.emulator.host;
      const begun = changes.filter(({ command }) => commands.includes(command));
      const nameOf = (action: string) => `${action}-${host.replaceAll(' ', '-')}`;
      for (const change of begun) await prepareChange(world, change, nameOf(change.action));
      const before = begun.map(({ action }) => running.get(named(nameOf(action))));
      const stopped = begun.map(({ command }) => world.emulator.faults.add(fault, { command }));
      const cut = begun.map(({ action, request }) => {
        const [path, ask] = request(nameOf(action), imageSize);
        return assert.rejects(world.ask(path, ask));
      });
      await until(() => stopped.every(({ waiting }) => waiting === 1));
      await world.server.kill();
      await Promise.all(cut);
      world.emulator.faults.clear();
      await world.start();
      for (const { action } of begun) {
        assert.notEqual((await lastDeployment(world, nameOf(action))).state, 'running');
      }
      for (const [index, { action }] of begun.entries()) {
        const deployment = await settled(world, nameOf(action));
        const isAsBefore = running.get(named(nameOf(action))) === before[index];
        const outcome = isAsBefore ? 'failed' : 'succeeded';
        assert.partialDeepStrictEqual(deployment, { action, state: outcome });
        if (state) assert.equal(outcome, state, action);
      }
    });
  }
});

describe('the audit of changes', function () {
  this.timeout(60_000);
  const server = useServer();

  async function eventsOf(world: ServerWorld, name: string): Promise<object[]> {
    const path = `/audit?object=hosts/one/unikernels/${name}`;
    const { json } = await world.administrator.expect(200, world.url, path);
    return Object(json).data;
  }

  it('tells once of one whose server was killed before it was answered', async () => {
    const world = server();
    const held = world.emulator.faults.add({ kind: 'hold-reply' }, { command: 'unikernel-create' });
    const [path, ask] = changes[0]?.request('killed') ?? assert.fail();
    const cut = assert.rejects(world.ask(path, { ...ask, headers: { 'x-request-id': 'cut-off' } }));
    await until(() => held.waiting === 1);
    await world.server.kill();
    await cut;
    world.emulator.faults.clear();
    for (const _start of [1, 2]) {
      await world.start();
      const [event, ...others] = await eventsOf(world, 'killed');
      assert.partialDeepStrictEqual(event, {
        ...{ action: 'createUnikernel', requestId: 'cut-off', account: 'alice' },
        ...{ credential: 'token', token: { prefix: world.token.slice(0, 8) } },
        ...{ domain: null, outcome: 'unknown', status: null },
      });
      assert.deepEqual(others, []);
    }
  });

  it('tells of nothing again after a stop in order', async () => {
    const world = server();
    const statusOf = async (path: string, ask: Ask) => (await world.ask(path, ask)).status;
    const restart = { method: 'POST' };
    for (const _each of [1, 2])
      assert.equal(await statusOf('/hosts/one/unikernels/nothing', { method: 'DELETE' }), 404);
    for (const { action, request } of changes) {
      const [path, ask, status] = request('told');
      assert.equal(await statusOf(path, ask), status, action);
      if (action !== 'create') continue;
      const fault = { kind: 'failure', words: 'the policy forbids it' } as const;
      world.emulator.faults.add(fault, { command: 'unikernel-restart' });
      for (const _each of [1, 2, 3])
        assert.equal(await statusOf(`${path}/told/restart`, restart), 422);
      world.emulator.faults.clear();
    }
    await world.server.terminate();
    await world.start();
    const path = '/audit?outcome=unknown&object=hosts/one/unikernels';
    const { json } = await world.administrator.expect(200, world.url, path);
    const again = Object(json).data.filter(
      (event: object) => Object(event).requestId !== 'cut-off',
    );
    assert.deepEqual(again, []);
  });

  it('tells of one whose event the machine has lost after the answer', async () => {
    const world = server();
    for (const [index, { action, request }] of changes.entries()) {
      const [path, ask, status] = request('lost');
      const headers = { 'x-request-id': `lost-${index}` };
      assert.equal((await world.ask(path, { ...ask, headers })).status, status, action);
    }
    const told = await eventsOf(world, 'lost');
    await world.server.kill();
    const file = new DatabaseSync(join(world.folder, 'data', 'fulmar.sqlite'));
    const deleting = "delete from audit_events where request_id like 'lost-%'";
    const { changes: lost } = file.prepare(deleting).run();
    file.close();
    assert.equal(lost, changes.length);
    await world.start();
    const of = (events: readonly object[]) =>
      events.map((event) => [Object(event).action, Object(event).requestId, Object(event).token]);
    assert.deepEqual(of(await eventsOf(world, 'lost')), of(told));
  });
});

describe('a change with an Idempotency-Key whose server is killed', function () {
  this.timeout(60_000);
  const server = useServer();

  it('can be asked for again, and is done once', async () => {
    const world = server();
    const [create] = changes;
    assert(create);
    const { command } = create;
    const [path, ask] = create.request('once');
    const keyed = { ...ask, headers: { 'idempotency-key': 'deploy-1' } };
    const silent = world.emulator.faults.add({ kind: 'silent' }, { command });
    const cut = assert.rejects(world.ask(path, keyed));
    await until(() => silent.waiting === 1);
    await world.server.kill();
    await cut;
    world.emulator.faults.clear();
    await world.start();
    const first = await world.expect(201, path, keyed);
    const again = await world.expect(201, path, keyed);
    assert.equal(again.text, first.text);
    assert.equal(world.seen(command), 2, 'once in vain, and once');
  });
});

describe('changes of unikernels whose client has left', function () {
  this.timeout(60_000);
  const server = useServer();

  for (const change of changes) {
    it(`go on and are recorded [${change.action}]`, async () => {
      const world = server();
      const { action, command } = change;
      await prepareChange(world, change, action);
      const before = world.emulator.host.running.get(named(action));
      const held = world.emulator.faults.add({ kind: 'slow', milliseconds: 60_000 }, { command });
      const [path, ask] = change.request(action);
      const leaving = new AbortController();
      const left = assert.rejects(world.ask(path, { ...ask, signal: leaving.signal }));
      await until(() => held.waiting === 1);
      leaving.abort();
      await left;
      assert.equal((await lastDeployment(world, action)).state, 'running');
      held.release();
      assert.equal((await settled(world, action)).state, 'succeeded');
      assert.notEqual(world.emulator.host.running.get(named(action)), before);
    });
  }
});
