import assert from 'node:assert/strict';
import {
  choicesOf,
  configurationOf,
  valuesOfUnikernel,
} from '../../src/dashboard/features/deploy/configuration-values.ts';
import type { DeployValues } from '../../src/dashboard/features/deploy/deploy-values.ts';

const unikernel = {
  ...{ host: 'one', name: 'hello', memory: 32, arguments: [], cpuids: [0] },
  ...{ startup: 50, addName: true, blockDevices: [], networkDevices: [] },
};

describe('the form for the configuration of a unikernel', () => {
  for (const [failBehaviour, onExit] of [
    ['quit', 'quit'],
    [{ restart: null }, 'restart'],
    [{ restart: [2, 3] }, 'codes'],
  ] as const) {
    it(`begins with what it does when it exits [${onExit}]`, () => {
      const kept =
        failBehaviour === 'quit'
          ? failBehaviour
          : { restart: failBehaviour.restart?.slice() ?? null };
      const values = valuesOfUnikernel({ ...unikernel, failBehaviour: kept });
      assert.equal(values.onExit, onExit);
      assert.deepEqual(configured(values).failBehaviour, kept);
    });
  }

  it('sends nothing of what is not known here, until somebody chooses', () => {
    const values = valuesOfUnikernel({ ...unikernel, failBehaviour: 'unknown' });
    assert.ok(!('failBehaviour' in configured({ ...values, memory: 64 })));
    const chosen = configured({ ...values, onExit: 'restart' });
    assert.deepEqual(chosen.failBehaviour, { restart: null });
  });

  const configured = (values: DeployValues) =>
    configurationOf(values, choicesOf({ ...unikernel, failBehaviour: 'quit' }, values));
});
