import assert from 'node:assert/strict';
import { Writable } from 'node:stream';
import { createLogger } from '../../src/base/log.ts';
import { purgeEachHour } from '../../src/server/purge.ts';
import { ManualTime } from '../hosts/support/manual-time.ts';

const minute = 60_000;

describe('what is kept for a time only', () => {
  it('is removed soon after the start, and then each hour, until the server stops', async () => {
    const time = new ManualTime();
    const log = createLogger('fatal', new Writable());
    let runs = 0;
    const failing = { what: 'others', run: () => Promise.reject(new Error('no database')) };
    const counting = {
      what: 'old lines',
      run: async () => {
        runs += 1;
      },
    };
    const purging = purgeEachHour([failing, counting], {
      ...{ timer: time.timer, random: () => 0.5, log },
    });
    await time.pass(minute - 1);
    assert.equal(runs, 0);
    await time.pass(4 * minute);
    assert.equal(runs, 1);
    await time.pass(3 * 60 * minute);
    assert.equal(runs, 4);
    purging[Symbol.dispose]();
    await time.pass(3 * 60 * minute);
    assert.equal(runs, 4);
    assert.deepEqual(time.due, []);
  });
});
