import assert from 'node:assert/strict';
import { DatabaseUnusableError } from '../../src/database/errors.ts';
import { healingTime, PoolWatch } from '../../src/database/pool-watch.ts';
import { ManualTime } from '../hosts/support/manual-time.ts';

describe('the watch over a pool', () => {
  let time: ManualTime;
  let starved: number;
  let answers: boolean;
  let watch: PoolWatch;
  beforeEach(() => {
    time = new ManualTime();
    starved = 0;
    answers = true;
    watch = new PoolWatch({
      timer: time.timer,
      starvedFor: () => starved,
      askDirectly: async () => {
        if (!answers) throw new Error('away');
      },
    });
  });
  afterEach(() => watch[Symbol.dispose]());

  it('gives up a pool that has lent nothing for a minute, though the database answers', async () => {
    starved = healingTime - 1;
    await time.pass(healingTime);
    assert.equal(watch.broken.aborted, false);
    starved = healingTime;
    await time.pass(10_000);
    assert(watch.broken.reason instanceof DatabaseUnusableError);
    assert.match(watch.broken.reason.message, /^The database answers.*\.$/);
  });

  it('waits for a database that is away, however long', async () => {
    starved = 10 * healingTime;
    answers = false;
    await time.pass(10 * healingTime);
    assert.equal(watch.broken.aborted, false);
  });

  it('looks no more once it is disposed', async () => {
    watch[Symbol.dispose]();
    await time.pass(0);
    assert.deepEqual(time.due, []);
  });
});
