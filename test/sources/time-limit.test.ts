import assert from 'node:assert/strict';
import { TimeLimit } from '../../src/sources/time-limit.ts';
import { ManualTime } from '../hosts/support/manual-time.ts';

const allowed = { atFirst: 60_000, atMost: 600_000, pace: 1_000 };

describe('the time that a file may take', () => {
  let time: ManualTime;
  let limit: TimeLimit;
  beforeEach(() => {
    time = new ManualTime();
    limit = new TimeLimit(time.timer, allowed);
  });

  it('is short where nothing comes', async () => {
    await time.pass(59_999);
    assert.equal(limit.signal.aborted, false);
    await time.pass(1);
    assert.equal(limit.signal.aborted, true);
    assert.equal(limit.allowed, 60_000);
  });

  it('is as much longer as what comes allows for', async () => {
    limit.came(30_000);
    await time.pass(89_999);
    assert.equal(limit.signal.aborted, false);
    await time.pass(1);
    assert.equal(limit.signal.aborted, true);
    assert.equal(limit.allowed, 90_000);
  });

  it('goes on while enough comes, and ends all the same', async () => {
    for (let second = 0; second < 599; second += 1) {
      limit.came(1_000);
      await time.pass(1_000);
    }
    assert.equal(limit.signal.aborted, false);
    limit.came(1_000_000);
    await time.pass(1_000);
    assert.equal(limit.signal.aborted, true);
  });

  it('does not go on by octets that trickle in', async () => {
    await time.pass(60_000 - 1);
    limit.came(1);
    await time.pass(1);
    assert.equal(limit.signal.aborted, true);
  });

  it('leaves nothing planned', () => {
    limit[Symbol.dispose]();
    assert.deepEqual(time.due, []);
  });
});
