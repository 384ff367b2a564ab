import assert from 'node:assert/strict';
import { LocalLocks } from '../../../src/database/locks/local-locks.ts';
import { UpdateWatch } from '../../../src/unikernels/updates/update-watch.ts';
import { ManualTime } from '../../hosts/support/manual-time.ts';
import { StandInSources } from './stand-in-sources.ts';

const minute = 60_000;

describe('looks for updates that nobody asks for', () => {
  it('come soon after the start, and then each hour, until the server stops', async () => {
    const time = new ManualTime();
    let rounds = 0;
    const watch = new UpdateWatch({
      ...{ clock: time.clock, timer: time.timer, locks: new LocalLocks(time.timer) },
      ...{ looks: { lookAgain: async () => {} }, sources: new StandInSources() },
      registry: {
        async lookedAtBefore() {
          rounds += 1;
          return [];
        },
      },
      isPaused: async () => false,
      report: (error) => assert.fail(`${error}`),
    });
    watch.start();
    await time.pass(6 * minute);
    assert.equal(rounds, 1);
    await time.pass(3 * 60 * minute);
    assert.equal(rounds, 4);
    await watch.close();
    await time.pass(3 * 60 * minute);
    assert.equal(rounds, 4);
  });
});
