import assert from 'node:assert/strict';
import type { CommandType } from '../../src/albatross/commands.ts';
import type { Deployment } from '../../src/unikernels/entity.ts';
import { tokenActor } from '../support/actors.ts';
import { create, formOf, imageWith } from './deploy-form.ts';
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
