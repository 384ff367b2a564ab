import assert from 'node:assert/strict';
import { tokenActor } from '../support/actors.ts';
import { create } from './deploy-form.ts';
import { UnikernelWorld, until } from './unikernel-world.ts';

describe('a restart with another memory', () => {
  for (const series of ['2.7', '2.8'] as const) {
    describe(`on a host of albatross ${series}`, () => {
      let world: UnikernelWorld;
      beforeEach(async () => {
        const actors = { alice: tokenActor(['unikernels:write']) };
        world = await UnikernelWorld.open({ actors, series });
        await create(world, { name: 'hello', memory: 32, arguments: ['-a'] });
      });
      afterEach(() => world.close());

      const restart = (json: object) => world.ask('/hosts/one/unikernels/hello/restart', { json });
      const last = async () => (await world.deployments()).at(-1);

      it('says what came of it, which is read back', async () => {
        const answer = await restart({ memory: 64, arguments: ['-b'] });
        const { json } = await world.ask('/hosts/one/unikernels/hello');
        if (series === '2.8') {
          assert.partialDeepStrictEqual(answer, { status: 200, json: { memory: 64 } });
          assert.partialDeepStrictEqual(json, { memory: 64, arguments: ['-b'] });
          assert.equal((await last())?.state, 'succeeded');
        } else {
          assert.partialDeepStrictEqual(answer, { status: 422, json: { code: 'host-refused' } });
          assert.match(answer.text, /kept its memory of 32 MiB/);
          assert.partialDeepStrictEqual(json, { memory: 32, arguments: ['-b'] });
          assert.partialDeepStrictEqual(answer.json, { deployment: (await last())?.id });
          assert.equal((await last())?.state, 'failed');
        }
      });

      it('is well where it is the same, or is not said', async () => {
        for (const changes of [{ memory: 32 }, { arguments: ['-c'] }, {}]) {
          assert.partialDeepStrictEqual(await restart(changes), { status: 200 });
        }
      });

      it('is refused beforehand where the policy has no room', async () => {
        const answer = await restart({ memory: 4096 });
        assert.partialDeepStrictEqual(answer.json, { status: 422, code: 'policy-refused' });
        assert.equal(world.seen('unikernel-restart'), 0);
      });
    });
  }

  it('is no success where it cannot be read back what came of it', async () => {
    const actors = { alice: tokenActor(['unikernels:write']) };
    const world = await UnikernelWorld.open({ actors });
    try {
      await create(world, { name: 'hello' });
      const command = 'unikernel-restart';
      const held = world.emulator.faults.add({ kind: 'hold-reply' }, { command, times: 1 });
      const json = { memory: 64 };
      const restarting = world.ask('/hosts/one/unikernels/hello/restart', { json });
      await until(() => held.waiting === 1);
      const lost = { kind: 'failure', words: 'not now' } as const;
      world.emulator.faults.add(lost, { command: 'unikernel-info' });
      held.release();
      const answer = await restarting;
      assert.equal(answer.status, 422, answer.text);
      assert.match(answer.text, /not now/);
      assert.notEqual((await world.deployments()).at(-1)?.state, 'succeeded');
    } finally {
      await world.close();
    }
  });
});
