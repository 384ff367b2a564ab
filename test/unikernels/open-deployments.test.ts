import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { CommandType } from '../../src/albatross/commands.ts';
import { parseName } from '../../src/albatross/names.ts';
import { Deployment } from '../../src/unikernels/entity.ts';
import { tokenActor } from '../support/actors.ts';
import { create, formOf, imageWith, update } from './deploy-form.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const collection = '/api/v1/hosts/one/unikernels';
const hello = parseName('alice:hello');

/** What can be done to a unikernel, and by which command a host is told. */
const changes: readonly [string, CommandType, (world: UnikernelWorld) => [string, RequestInit]][] =
  [
    ['create', 'unikernel-create', () => [collection, { method: 'POST', body: creation('fresh') }]],
    [
      'update',
      'unikernel-force-create',
      () => [`${collection}/hello/update`, { method: 'POST', body: newImage() }],
    ],
    ['restart', 'unikernel-restart', () => [`${collection}/hello/restart`, { method: 'POST' }]],
    ['destroy', 'unikernel-destroy', () => [`${collection}/hello`, { method: 'DELETE' }]],
  ];

const newImage = () => formOf([['image', imageWith([], 'next')]]);
const creation = (name: string) =>
  formOf([
    ['config', { name }],
    ['image', imageWith()],
  ]);

describe('a change of a unikernel', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({ actors: { alice: tokenActor(['unikernels:write']) } });
    assert.equal((await create(world, { name: 'hello' })).status, 201);
  });
  afterEach(() => world.close());

  const send = (path: string, init: RequestInit, signal?: AbortSignal) =>
    fetch(world.running.app.url + path, {
      ...init,
      headers: { ...init.headers, authorization: 'Bearer alice' },
      ...(signal && { signal }),
    });

  async function last(): Promise<Deployment> {
    const deployment = (await world.deployments()).at(-1);
    assert.ok(deployment);
    return deployment;
  }

  async function untilFinished(): Promise<Deployment> {
    await until(async () => (await last()).finishedAt !== null);
    return await last();
  }

  for (const [action, command, request] of changes) {
    it(`goes on when its client is gone [${action}]`, async () => {
      world.emulator.faults.add({ kind: 'slow', milliseconds: 100 }, { command, times: 1 });
      world.emulator.commands.clear();
      const leaving = new AbortController();
      const answer = send(...request(world), leaving.signal);
      await world.untilSeen(command);
      leaving.abort();
      await assert.rejects(answer, { name: 'AbortError' });
      assert.partialDeepStrictEqual(await untilFinished(), { action, state: 'succeeded' });
    });

    it(`is believed when the host shows it though the answer was lost [${action}]`, async () => {
      world.emulator.faults.add({ kind: 'reset-reply', afterOctets: 0 }, { command });
      const answer = await send(...request(world));
      assert.equal(answer.ok, true, await answer.text());
      assert.partialDeepStrictEqual(await last(), { action, state: 'succeeded', error: null });
    });

    it(`is believed when its daemon was restarted before it answered [${action}]`, async () => {
      world.emulator.faults.add({ kind: 'lost-daemon' }, { command });
      const answer = await send(...request(world));
      assert.equal(answer.ok, true, await answer.text());
      assert.partialDeepStrictEqual(await last(), { action, state: 'succeeded', error: null });
    });

    it(`is settled when the host was cut off before it was done [${action}]`, async () => {
      world.emulator.faults.add({ kind: 'silent-close' }, { command });
      const answer = await send(...request(world));
      assert.equal(answer.status, 502);
      const { id, state, error } = await untilFinished();
      assert.equal(state, 'failed', `${error}`);
      assert.partialDeepStrictEqual(await answer.json(), { deployment: id });
    });

    it(`has failed when the host says so, in its words [${action}]`, async () => {
      world.emulator.faults.add({ kind: 'failure', words: 'no, not today' }, { command });
      const answer = await send(...request(world));
      assert.equal(answer.status, 422);
      assert.partialDeepStrictEqual(await last(), { state: 'failed', error: 'no, not today' });
    });

    it(`is settled where the clock was set back since the one before [${action}]`, async () => {
      world.pass(-60);
      world.emulator.faults.add({ kind: 'silent-close' }, { command });
      assert.equal((await send(...request(world))).status, 502);
      await until(async () => (await world.deployments()).every(({ finishedAt }) => finishedAt));
      const settled = (await world.deployments()).filter(({ state }) => state !== 'succeeded');
      assert.partialDeepStrictEqual(settled, [{ action, state: 'failed' }]);
    });

    it(`is settled after the server was killed [${action}]`, async () => {
      const before = world.emulator.host.running.get(hello);
      world.emulator.faults.add({ kind: 'silent' }, { command });
      world.emulator.commands.clear();
      const answer = send(...request(world)).catch(() => {});
      await world.untilSeen(command);
      await world.kill();
      await answer;
      world.emulator.faults.clear();
      await world.start();
      assert.notEqual((await last()).state, 'running');
      assert.partialDeepStrictEqual(await untilFinished(), { action, state: 'failed' });
      assert.equal(world.emulator.host.running.get(hello), before);
    });

    it(`is settled as done after a kill when the host had done it [${action}]`, async () => {
      const before = world.emulator.host.running.get(hello);
      const { faults, commands } = world.emulator;
      faults.add({ kind: 'slow', milliseconds: 30 }, { command });
      faults.add({ kind: 'reset-reply', afterOctets: 0 }, { command });
      commands.clear();
      const answer = send(...request(world)).catch(() => {});
      await world.untilSeen(command);
      faults.add({ kind: 'silent' }, { command: 'unikernel-info' });
      await until(() => hasChanged(action, before));
      await world.kill();
      await answer;
      faults.clear();
      await world.start();
      assert.partialDeepStrictEqual(await untilFinished(), { action, state: 'succeeded' });
    });
  }

  function hasChanged(action: string, before: unknown): boolean {
    const { running } = world.emulator.host;
    if (action === 'create') return running.get(parseName('alice:fresh')) !== undefined;
    return running.get(hello) !== before;
  }

  it('that a kill cuts at any moment is told as the host has it', async () => {
    for (const moment of [0, 1, 2, 4, 8, 12, 16, 20, 25, 30, 40, 60]) {
      const name = `cut-${moment}`;
      const body = creation(name);
      const answer = send(collection, { method: 'POST', body }).catch(() => {});
      await setTimeout(moment);
      await world.kill();
      await answer;
      await world.start();
      const pending = (await world.deployments()).filter((one) => one.unikernel === name);
      await until(async () =>
        (await world.deployments()).every(({ finishedAt }) => finishedAt !== null),
      );
      const settled = (await world.deployments()).filter((one) => one.unikernel === name);
      assert.equal(settled.length, pending.length);
      const runs = world.emulator.host.running.get(parseName(`alice:${name}`)) !== undefined;
      const states = settled.map(({ state }) => state);
      assert.deepEqual(states, runs ? ['succeeded'] : settled.map(() => 'failed'));
      world.emulator.host.running.delete(parseName(`alice:${name}`));
    }
  });

  it('that never reached the host has failed at once', async () => {
    await world.emulator.stop();
    const answer = await update(world, 'hello', imageWith());
    assert.equal(answer.status, 502);
    assert.deepEqual((await world.deployments()).length, 1);
  });

  const otherwise: [string, () => [string, RequestInit]][] = [
    [
      'a restart with other arguments',
      () => {
        const headers = { 'content-type': 'application/json' };
        const body = JSON.stringify({ arguments: ['--other'] });
        return [`${collection}/hello/restart`, { method: 'POST', headers, body }];
      },
    ],
    [
      'an update to other memory with the same image',
      () => {
        const body = formOf([
          ['config', { memory: 48 }],
          ['image', imageWith()],
        ]);
        return [`${collection}/hello/update`, { method: 'POST', body }];
      },
    ],
  ];
  for (const [what, request] of otherwise) {
    it(`is not taken for the boot of its host [${what}]`, async () => {
      for (const command of ['unikernel-restart', 'unikernel-force-create'] as const) {
        world.emulator.faults.add({ kind: 'silent' }, { command });
      }
      const { commands } = world.emulator;
      const before = commands.all.length;
      const answer = send(...request()).catch(() => {});
      const isSent = () =>
        commands.all.slice(before).some(({ type }) => /restart|force/.test(type));
      await until(isSent);
      await world.kill();
      await answer;
      world.emulator.faults.clear();
      await world.emulator.restart();
      await world.start();
      const { state, error } = await untilFinished();
      assert.equal(state, 'unknown');
      assert.match(`${error}`, /was started with other (arguments|memory)\.$/);
    });
  }

  it('is not judged by what another one led to', async () => {
    world.emulator.faults.add({ kind: 'silent' }, { command: 'unikernel-force-create' });
    const answer = send(`${collection}/hello/update`, { method: 'POST', body: newImage() });
    const cut = answer.catch(() => {});
    await world.untilSeen('unikernel-force-create');
    await world.kill();
    await cut;
    world.emulator.faults.clear();
    const { startedAt, ...first } = await last();
    const em = world.database.em();
    const finishedAt = new Date(startedAt.getTime() + 1);
    em.create(Deployment, {
      ...first,
      id: randomUUID(),
      state: 'succeeded',
      startedAt: finishedAt,
      finishedAt,
    });
    await em.flush();
    await world.start();
    await until(async () => (await world.deployments()).every((one) => one.finishedAt));
    const states = (await world.deployments()).slice(-2).map(({ state }) => state);
    assert.deepEqual(states, ['unknown', 'succeeded']);
  });

  it('stays unknown while its host is away, and is settled when that is back', async () => {
    world.emulator.faults.add({ kind: 'silent' }, { command: 'unikernel-create' });
    const answer = send(collection, { method: 'POST', body: creation('fresh') }).catch(() => {});
    await until(() => world.seen('unikernel-create') === 2);
    await world.kill();
    await answer;
    await world.emulator.stop();
    await world.start();
    await until(() => world.running.hosts.get('one')?.knownDown === true);
    assert.partialDeepStrictEqual(await last(), { state: 'unknown', finishedAt: null });
    world.emulator.faults.clear();
    await world.emulator.start();
    assert.partialDeepStrictEqual(await untilFinished(), { state: 'failed' });
  });
});
