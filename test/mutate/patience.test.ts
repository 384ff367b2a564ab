import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { InstrumenterContext } from '@stryker-mutator/api/core';
import Mocha from 'mocha';
import { Patience } from '../../scripts/mutate/patience.ts';

/** Runs one test beside those that run now, and tells how many of it failed. */
async function failuresOf(patience: Patience, work: Mocha.AsyncFunc): Promise<number> {
  const mocha = new Mocha({ timeout: 0, reporter: Mocha.reporters.Base });
  mocha.suite.addTest(new Mocha.Test('is tried', work));
  return await new Promise((resolve) => patience.start(mocha.run(resolve)));
}

describe('the patience with a mutant', () => {
  it('ends for a promise that never resolves', async () => {
    let at = 0;
    const quiet = () => {
      at += 1000;
      return { at, computed: 0 };
    };
    const patience = new Patience(500, quiet);
    assert.equal(await failuresOf(patience, () => new Promise(() => {})), 1);
    assert.equal(patience.isOver, true);
  });

  it('ends for a loop that never does, once it looks for the mutant that is on', async () => {
    const patience = new Patience(50);
    const instrumented: InstrumenterContext = { activeMutant: '7' };
    patience.watch(instrumented);
    const loop = async () => {
      while (instrumented.activeMutant === '7');
    };
    assert.equal(await failuresOf(patience, loop), 1);
    assert.equal(patience.isOver, true);
    instrumented.activeMutant = '8';
    assert.equal(instrumented.activeMutant, '8');
  });

  it('does not end for what fails, or is done in time', async () => {
    const patience = new Patience(10_000);
    assert.equal(await failuresOf(patience, async () => assert.fail('as it has to')), 1);
    assert.equal(patience.isOver, false);
    assert.equal(await failuresOf(patience, async () => {}), 0);
    assert.equal(patience.isOver, false);
  });

  it('measures with the timers of the process, even if a test replaces them', async () => {
    const patience = new Patience(10_000);
    const instead = mock.method(globalThis, 'clearInterval', () => {});
    try {
      assert.equal(await failuresOf(patience, async () => {}), 0);
    } finally {
      mock.restoreAll();
    }
    assert.equal(instead.mock.callCount(), 0);
  });
});
