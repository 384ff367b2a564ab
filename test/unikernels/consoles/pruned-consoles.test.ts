import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { parseLabel } from '../../../src/albatross/names.ts';
import { ConsoleSegment } from '../../../src/unikernels/consoles/entity.ts';
import {
  pruneConsole,
  pruneConsoles,
  type RoomLimits,
} from '../../../src/unikernels/consoles/store/prune.ts';
import { costly, plansOf } from '../../database/support/read-plans.ts';
import { ConsoleWorld } from './support/console-world.ts';

const keyOf = (name: string) => ({
  ...{ host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel(name) },
});

describe('the room that kept consoles take', () => {
  let world: ConsoleWorld;
  beforeEach(async () => {
    world = await ConsoleWorld.open();
    for (const name of ['hello', 'second']) await world.deploy(name);
  });
  afterEach(() => world.close());

  /** Keeps a line after the other, each in a segment of about a KiB that nothing makes shorter. */
  const keep = async (name: string, numbers: readonly number[]) => {
    for (const number of numbers) {
      const line = `${number} ${randomBytes(1024).toString('latin1')}`;
      const segment = { key: keyOf(name), firstNumber: number, startedAt: null, release: null };
      await world.store.append([
        { ...segment, gapBefore: false, lines: [{ timestamp: new Date(number), line }] },
      ]);
      world.unikernels.pass(1);
    }
  };
  const kept = async (name: string) => {
    const orderBy = { firstNumber: 'asc' } as const;
    const rows = await world.store.database.em().find(ConsoleSegment, keyOf(name), { orderBy });
    return rows.map(({ firstNumber, octets }) => ({ firstNumber, octets }));
  };
  const numbersOf = async (name: string) =>
    (await kept(name)).map(({ firstNumber }) => firstNumber);
  const octetsOf = (rows: readonly { readonly octets: number }[]) =>
    rows.reduce((sum, { octets }) => sum + octets, 0);
  const limits = (room: Partial<RoomLimits>): RoomLimits => ({
    ...{ days: 7, ofOne: Number.MAX_SAFE_INTEGER, ofAll: Number.MAX_SAFE_INTEGER },
    ...room,
  });

  it('is bounded for each unikernel: its oldest lines go', async () => {
    await keep('hello', [1, 2, 3, 4, 5]);
    await keep('second', [1, 2]);
    const ofOne = octetsOf((await kept('hello')).slice(2));
    await pruneConsole(world.store, keyOf('hello'), limits({ ofOne }));
    assert.deepEqual(await numbersOf('hello'), [3, 4, 5]);
    await pruneConsole(world.store, keyOf('hello'), limits({ ofOne: ofOne - 1 }));
    assert.deepEqual(await numbersOf('hello'), [4, 5]);
    await pruneConsole(world.store, keyOf('hello'), limits({ ofOne: 1 }));
    assert.deepEqual(await numbersOf('hello'), [5], 'the newest stays, however large');
    assert.deepEqual(await numbersOf('second'), [1, 2]);
  });

  it('is bounded for all together: the lines that were stored first go', async () => {
    await keep('hello', [1, 2, 3]);
    await keep('second', [1, 2]);
    await keep('hello', [4]);
    const all = [...(await kept('hello')), ...(await kept('second'))];
    const first = (await kept('hello')).slice(0, 2);
    await pruneConsoles(world.store, limits({ ofAll: octetsOf(all) - octetsOf(first) }));
    assert.deepEqual(
      [await numbersOf('hello'), await numbersOf('second')],
      [
        [3, 4],
        [1, 2],
      ],
    );
    await pruneConsoles(world.store, limits({ ofAll: 0 }));
    assert.deepEqual([await numbersOf('hello'), await numbersOf('second')], [[], []]);
  });
  it('is looked at once, without reading a line, however much goes', async () => {
    const { database } = world.store;
    await keep('hello', [1]);
    const [first] = await database.em().find(ConsoleSegment, keyOf('hello'));
    assert.ok(first);
    const others = Array.from({ length: 350 }, (_, index) => ({
      ...{ ...first, id: randomUUID(), firstNumber: index + 2, octets: 1_000 },
      storedAt: new Date(first.storedAt.getTime() + index),
    }));
    await database.em().insertMany(ConsoleSegment, others);
    const plans = await plansOf(database, () =>
      pruneConsoles(world.store, limits({ ofAll: 10_500 })),
    );
    assert.deepEqual(
      await numbersOf('hello'),
      Array.from({ length: 10 }, (_, index) => index + 342),
    );
    assert.deepEqual(costly(plans, 'console_segments'), []);
    assert.equal(plans.filter((line) => line.startsWith('SCAN')).length, 1, plans.join('\n'));
  });
});
