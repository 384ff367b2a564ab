import assert from 'node:assert/strict';
import { parseLabel, parseName } from '../../src/albatross/names.ts';
import { StoredEvent } from '../../src/database/events/entity.ts';
import { ReadingTurns } from '../../src/unikernels/observer/reading-turns.ts';
import { tokenActor } from '../support/actors.ts';
import { create, imageWith } from './deploy-form.ts';
import { policy, UnikernelWorld, until } from './unikernel-world.ts';

describe('whose console is read next', () => {
  /** `alice:web`, or `alice:web~`, which is only watched. */
  const due = (names: readonly string[]) =>
    names.map((id) => {
      const [account = '', name = ''] = id.replace('~', '').split(':');
      const key = { host: parseLabel('one'), domain: parseLabel(account), name: parseLabel(name) };
      const managed = !id.endsWith('~');
      return { id, key, managed, desired: 'running' as const, destroyedAt: null };
    });
  const next = (turns: ReadingTurns, names: readonly string[], read: readonly string[] = []) =>
    turns.next(due(names), ({ id }) => (read.includes(id) ? 1 : 0)).map(({ id }) => id);

  it('is that of each account in turn', () => {
    const turns = new ReadingTurns();
    const names = ['a:1', 'a:2', 'a:3', 'a:4', 'a:5', 'b:1', 'c:1', 'd:1', 'e:1'];
    assert.deepEqual(next(turns, names), ['a:1', 'b:1', 'c:1', 'd:1']);
    assert.deepEqual(next(turns, names), ['e:1', 'a:1', 'b:1', 'c:1']);
    assert.deepEqual(next(turns, ['a:1', 'a:2', 'f:1']), ['f:1', 'a:1', 'a:2']);
    assert.deepEqual(next(turns, []), []);
  });

  it('is of an account that of what is told of, and then what was read least often', () => {
    const names = ['a:1~', 'a:2', 'a:3', 'a:4~', 'a:5'];
    const expected = ['a:3', 'a:5', 'a:2', 'a:4~'];
    assert.deepEqual(next(new ReadingTurns(), names, ['a:1~', 'a:2']), expected);
  });
});

describe('what has ended on a host where much of another account has', () => {
  it('is told as soon', async () => {
    const actors = {
      alice: tokenActor(['unikernels:write']),
      zoe: tokenActor(['unikernels:write'], { account: 'zoe' }),
    };
    const policies = { alice: { ...policy, unikernels: 20 } };
    const world = await UnikernelWorld.open({ actors, policies, observed: true });
    try {
      const events = async (type: string) =>
        await world.database.em().find(StoredEvent, { type }, { orderBy: { serial: 'asc' } });
      const names = Array.from({ length: 5 }, (_, index) => `alice:a${index}`).concat('zoe:z');
      for (const [account = '', name = ''] of names.map((each) => each.split(':'))) {
        assert.equal((await create(world, { name }, imageWith(), account)).status, 201);
      }
      await until(async () => (await events('unikernel.started')).length === names.length);
      await world.kill();
      for (const name of names) world.emulator.host.unikernels.destroy(parseName(name));
      await world.start();
      const over = () => events('unikernel.missing');
      await until(async () => (await over()).length === names.length);
      const place = (await over()).findIndex(({ account }) => account === 'zoe');
      assert.ok(place < 4, `it was told after ${place} others`);
    } finally {
      await world.close();
    }
  });
});
