import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { Database } from '../../../src/database/database.ts';
import { ConsoleSegment } from '../../../src/unikernels/consoles/entity.ts';
import { compact } from '../../../src/unikernels/consoles/store/compact.ts';
import { ConsoleStore } from '../../../src/unikernels/consoles/store/console-store.ts';
import { StoredUnikernel } from '../../../src/unikernels/registry/entity.ts';
import { ConsoleWorld } from './support/console-world.ts';

describe('what a unikernel prints', () => {
  let world: ConsoleWorld;
  beforeEach(async () => {
    world = await ConsoleWorld.open();
    await world.deploy();
  });
  afterEach(() => world.close());

  it('is not stored any more where its unikernel is known no more, as when its account is deleted', async () => {
    world.print('line 0');
    world.keep();
    await world.linesUntil('line 0');
    await world.unikernels.database
      .em()
      .nativeDelete(StoredUnikernel, { domain: parseLabel('alice') });
    await world.unikernels.database.em().nativeDelete(ConsoleSegment, {});
    world.print('line 1');
    await world.leave();
    assert.equal(await world.unikernels.database.em().count(ConsoleSegment), 0);
  });

  it('is not brought back by what makes one segment of several', async () => {
    const domain = parseLabel('alice');
    const key = { host: parseLabel('one'), domain, name: parseLabel('hello') };
    const { store } = world;
    const segment = (number: number) => ({
      ...{ key, firstNumber: number, startedAt: null, release: null, gapBefore: false },
      lines: [{ timestamp: new Date(), line: `line ${number}` }],
    });
    await store.append([segment(1), segment(2)]);
    const { database, place, clock } = store;
    const transaction: Database['transaction'] = async (work) => {
      await database.em().nativeDelete(ConsoleSegment, {});
      return await database.transaction(work);
    };
    const late = new ConsoleStore({ place, clock, database: { ...database, transaction } });
    await compact(late, key);
    assert.equal(await database.em().count(ConsoleSegment), 0);
  });
});
