import assert from 'node:assert/strict';
import type { CommandType } from '../../src/albatross/commands.ts';
import type { Deployment } from '../../src/unikernels/entity.ts';
import { tokenActor } from '../support/actors.ts';
import type { Told } from '../support/request.ts';
import { create, formOf, imageWith, update } from './deploy-form.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

const collection = '/api/v1/hosts/one/unikernels';
const form = (name?: string) =>
  formOf([...(name ? [['config', { name }] as const] : []), ['image', imageWith([], 'next')]]);

/** What can be done to a unikernel, and by which command a host is told. */
const changes: readonly [string, CommandType, string, () => RequestInit][] = [
  ['create', 'unikernel-create', '', () => ({ method: 'POST', body: form('fresh') })],
  ['update', 'unikernel-force-create', '/hello/update', () => ({ method: 'POST', body: form() })],
  ['restart', 'unikernel-restart', '/hello/restart', () => ({ method: 'POST' })],
  ['destroy', 'unikernel-destroy', '/hello', () => ({ method: 'DELETE' })],
];

describe('a change of a unikernel while the database goes away', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    world = await UnikernelWorld.open({ actors: { alice: tokenActor(['unikernels:write']) } });
    assert.equal((await create(world, { name: 'hello' })).status, 201);
  });
  afterEach(() => world.close());

  const send = (path: string, init: RequestInit) =>
    fetch(`${world.running.app.url}${collection}${path}`, {
      ...init,
      headers: { authorization: 'Bearer alice' },
    });

  async function untilFinished(): Promise<Deployment> {
    const last = async () => (await world.deployments()).at(-1);
    await until(async () => (await last())?.finishedAt != null);
    const deployment = await last();
    assert.ok(deployment);
    return deployment;
  }

  for (const [action, command, path, init] of changes) {
    it(`is not sent where its record is not written [${action}]`, async () => {
      await world.database
        .em()
        .getConnection()
        .execute(
          'create trigger unwritable before insert on deployments ' +
            `begin select raise(abort, 'the disk is full'); end`,
        );
      const { length } = world.emulator.commands.all.filter(({ type }) => type === command);
      assert.equal((await send(path, init())).status, 500);
      await until(async () => world.emulator.connections === 0);
      const sent = world.emulator.commands.all.filter(({ type }) => type === command);
      assert.equal(sent.length, length);
      assert.equal((await world.deployments()).length, 1);
    });

    it(`is recorded by itself when the database is back [${action}]`, async () => {
      const held = world.emulator.faults.add({ kind: 'hold-reply' }, { command });
      const answer = send(path, init());
      await until(() => held.waiting > 0);
      world.loseDatabase();
      held.release();
      await answer;
      world.loseDatabase(false);
      assert.partialDeepStrictEqual(await untilFinished(), { action, state: 'succeeded' });
    });

    it(`is judged by itself, too, where the host's answer is lost [${action}]`, async () => {
      const { faults } = world.emulator;
      const held = faults.add({ kind: 'hold-reply' }, { command });
      faults.add({ kind: 'reset-reply', afterOctets: 0 }, { command });
      const answer = send(path, init());
      await until(() => held.waiting > 0);
      world.loseDatabase();
      faults.add({ kind: 'failure', words: 'not now' }, { command: 'unikernel-info', times: 1 });
      held.release();
      await answer;
      world.loseDatabase(false);
      assert.partialDeepStrictEqual(await untilFinished(), { action, state: 'succeeded' });
    });

    it(`has failed for good where the host refused it [${action}]`, async () => {
      const { faults } = world.emulator;
      const slow = faults.add({ kind: 'slow', milliseconds: 60 }, { command });
      faults.add({ kind: 'failure', words: 'no, not today' }, { command });
      const answer = send(path, init());
      await until(() => slow.hits > 0);
      world.loseDatabase();
      assert.equal((await answer).status, 422);
      world.loseDatabase(false);
      assert.partialDeepStrictEqual(await untilFinished(), { action, state: 'failed' });
    });
  }
});

describe('a change of a unikernel that is recorded late', () => {
  let world: UnikernelWorld;
  beforeEach(async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    // It is tried again only after 4 s.
    world = await UnikernelWorld.open({ actors, hurry: 0.5 });
    assert.equal((await create(world, { name: 'hello' })).status, 201);
  });
  afterEach(() => world.close());

  const hello = '/hosts/one/unikernels/hello';
  const sql = (statement: string) => world.database.em().getConnection().execute(statement);

  /** Does it so that the host has done it, and that cannot be recorded; gives its id. */
  async function doUnrecorded(command: CommandType, ask: () => Promise<Told>): Promise<string> {
    const held = world.emulator.faults.add({ kind: 'hold-reply' }, { command, times: 1 });
    const asked = ask();
    await until(() => held.waiting > 0);
    const id = (await world.deployments()).at(-1)?.id ?? '';
    await sql(
      `create trigger unwritable before update on deployments when new.id = '${id}' ` +
        `begin select raise(abort, 'the disk is full'); end`,
    );
    held.release();
    const { status, text } = await asked;
    assert.ok(status < 300, text);
    return id;
  }

  async function untilRecorded(id: string): Promise<void> {
    await sql('drop trigger unwritable');
    const isOver = ({ id: each, finishedAt }: Deployment) => each === id && finishedAt !== null;
    await until(async () => (await world.deployments()).some(isOver));
    const late = (await world.deployments()).find((each) => each.id === id);
    assert.equal(late?.state, 'succeeded');
  }

  const show = async () => Object((await world.ask(hello)).json);
  const releases = async () => Object((await world.ask(`${hello}/releases`)).json).data;

  it('does not overwrite a later one', async () => {
    const next = imageWith([], 'next');
    const ask = () => update(world, 'hello', next, { memory: 48 });
    const id = await doUnrecorded('unikernel-force-create', ask);
    const later = await update(world, 'hello', imageWith([], 'later'), { memory: 64 });
    assert.equal(later.status, 200, later.text);
    const [before, made] = [await show(), await releases()];
    await untilRecorded(id);
    const after = await show();
    assert.deepEqual(after.drift, []);
    assert.deepEqual([after.digest, after.memory], [before.digest, 64]);
    assert.deepEqual(await releases(), made);
  });

  it('does not overwrite a later start', async () => {
    const stop = () => world.ask(`${hello}/stop`, { method: 'POST' });
    const id = await doUnrecorded('unikernel-destroy', stop);
    const started = await world.ask(`${hello}/start`, { method: 'POST' });
    assert.equal(started.status, 200, started.text);
    await untilRecorded(id);
    assert.equal((await show()).desired, 'running');
  });

  it('forgets nothing of what was created later', async () => {
    const destroy = () => world.ask(hello, { method: 'DELETE' });
    const id = await doUnrecorded('unikernel-destroy', destroy);
    const created = await create(world, { name: 'hello' }, imageWith([], 'later'));
    assert.equal(created.status, 201, created.text);
    const made = await releases();
    await untilRecorded(id);
    assert.equal((await show()).managed, true);
    assert.deepEqual(await releases(), made);
  });

  it('is recorded before the next one', async () => {
    const ask = () => update(world, 'hello', imageWith([], 'next'), { memory: 48 });
    const id = await doUnrecorded('unikernel-force-create', ask);
    await sql('drop trigger unwritable');
    const stopped = await world.ask(`${hello}/stop`, { method: 'POST' });
    assert.equal(stopped.status, 200, stopped.text);
    const late = (await world.deployments()).find((each) => each.id === id);
    assert.equal(late?.state, 'succeeded');
    const started = await world.ask(`${hello}/start`, { method: 'POST' });
    assert.equal(started.status, 200, started.text);
    const { desired, drift, memory } = await show();
    assert.deepEqual([desired, drift, memory], ['running', [], 48]);
  });

  it('is what is wanted where a later one was refused', async () => {
    const ask = () => update(world, 'hello', imageWith([], 'next'), { memory: 48 });
    const id = await doUnrecorded('unikernel-force-create', ask);
    world.emulator.faults.add(
      { kind: 'failure', words: 'no, not today' },
      { command: 'unikernel-force-create', times: 1 },
    );
    const refused = await update(world, 'hello', imageWith([], 'later'), { memory: 64 });
    assert.equal(refused.status, 422, refused.text);
    await untilRecorded(id);
    const { desired, drift, memory } = await show();
    assert.deepEqual([desired, drift, memory], ['running', [], 48]);
  });
});
