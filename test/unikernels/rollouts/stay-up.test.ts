import assert from 'node:assert/strict';
import type { UnikernelInfo } from '../../../src/albatross/unikernel.ts';
import type { Timer } from '../../../src/base/timer.ts';
import { stayUp } from '../../../src/unikernels/rollouts/stay-up.ts';
import type { EndedBy } from '../../../src/unikernels/rollouts/told-end.ts';
import { info as sample } from '../../albatross/support/samples.ts';

/** A unikernel that ends after so many milliseconds; who did that is told so long after its start. */
interface Life {
  readonly ends: number;
  readonly toldAt?: number;
  readonly by?: EndedBy;
  readonly mayRestart?: boolean;
}

/** How one that has to stay up for a minute did; what waits takes no time. */
async function watch({
  ends,
  toldAt = Number.POSITIVE_INFINITY,
  by = 'itself',
  mayRestart = false,
}: Life) {
  let time = 0;
  const info: UnikernelInfo = { ...sample, started: new Date(0) };
  const timer: Timer = (milliseconds, action) => {
    queueMicrotask(() => {
      time += milliseconds;
      action();
    });
    return { [Symbol.dispose]: () => {} };
  };
  return await stayUp(
    {
      look: async () => (time < ends ? info : null),
      whoEnded: async () => (time >= toldAt ? by : 'untold'),
      expectWanted: async () => {},
      ...{ timer, now: () => time, clock: () => new Date(time) },
    },
    {
      ...{ isOurs: () => true, mayRestart, isResumed: false, settle: 60_000 },
      ...{ isAwaited: () => false, signal: new AbortController().signal },
    },
  );
}

describe('whether a unikernel has stayed up', () => {
  it('is told by what came before it was last seen: one that went early has ended by itself', async () => {
    assert.equal(await watch({ ends: 2_100 }), 'down');
    assert.equal(await watch({ ends: 2_900 }), 'down');
  });

  for (const mayRestart of [false, true]) {
    const rule = mayRestart ? 'restart' : 'quit';

    it(`waits for a console, or a log, that is late [${rule}]`, async () => {
      const life = { ends: 9_500, toldAt: 13_000, mayRestart };
      assert.equal(await watch(life), 'down');
      assert.equal(await watch({ ...life, by: 'another client' }), 'ended');
    });

    it(`is not known where nothing tells who has ended it [${rule}]`, async () => {
      assert.equal(await watch({ ends: 9_500, mayRestart }), 'untold');
    });
  }

  it('is so where it does not end', async () => {
    assert.equal(await watch({ ends: Number.POSITIVE_INFINITY }), 'up');
  });
});
