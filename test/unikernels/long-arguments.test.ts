import assert from 'node:assert/strict';
import { unikernelList } from '../../src/unikernels/answer-schema.ts';
import { tokenActor } from '../support/actors.ts';
import { create } from './deploy-form.ts';
import { startElsewhere } from './elsewhere.ts';
import { UnikernelWorld } from './unikernel-world.ts';

describe('a host whose unikernels have long arguments', () => {
  let world: UnikernelWorld;
  before(async () => {
    world = await UnikernelWorld.open({ actors: { alice: tokenActor(['unikernels:write']) } });
    // More than 1 MiB in one list.
    for (let number = 0; number < 300; number += 1) {
      const changes = { memory: 16, arguments: [`--key=${'a'.repeat(4_000)}`] };
      await startElsewhere(world, `bob:key-${number}`, changes);
    }
  });
  after(() => world.close());

  it('is one on which others start, find and end theirs', async () => {
    const made = await create(world, { name: 'hello' });
    assert.equal(made.status, 201, made.text);
    const listed = await world.ask('/unikernels');
    const { data, errors } = unikernelList.parse(listed.json);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      data.map(({ name, state }) => [name, state]),
      [['hello', 'running']],
    );
    const ended = await world.ask('/hosts/one/unikernels/hello', { method: 'DELETE' });
    assert.equal(ended.status, 204, ended.text);
  });
});
