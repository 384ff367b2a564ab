import assert from 'node:assert/strict';
import type { UnikernelInfo } from '../../src/albatross/unikernel.ts';
import { type Judged, judgeDeployment } from '../../src/unikernels/judge-deployment.ts';
import { defaultArguments } from '../../src/unikernels/plan-arguments.ts';
import { infoFrom } from '../../src/unikernels/running-arguments.ts';

const digests = { old: 'aa'.repeat(32), new: 'bb'.repeat(32), other: 'cc'.repeat(32) };
const [earlier, later] = [new Date('2026-11-22T08:00:00Z'), new Date('2026-11-22T09:00:00Z')];

/** A unikernel that runs; `since` null: its host does not tell. */
function running(digest: string, since: Date | null): UnikernelInfo {
  const info = infoFrom(defaultArguments, digest, { path: [], label: null });
  return { ...info, started: since };
}

const quitting = { ...defaultArguments, failBehaviour: 'quit' } as const;
const create: Judged = {
  action: 'create',
  digest: digests.new,
  config: defaultArguments,
  runningSince: null,
};
const update: Judged = { ...create, action: 'update', runningSince: earlier };
const restart: Judged = { ...update, action: 'restart', digest: digests.old, config: null };
const destroy: Judged = { ...restart, action: 'destroy' };

describe('a deployment that nobody saw the end of', () => {
  const cases: [string, Judged, UnikernelInfo | null, string][] = [
    ['a creation whose image runs', create, running(digests.new, later), 'succeeded'],
    [
      'a creation that runs, on a host without times',
      create,
      running(digests.new, null),
      'succeeded',
    ],
    ['a creation that does not run', create, null, 'failed'],
    ['a creation that may have quit', { ...create, config: quitting }, null, 'unknown'],
    ['a creation where another image runs', create, running(digests.other, later), 'unknown'],
    ['an update whose image runs', update, running(digests.new, later), 'succeeded'],
    ['an update before which it still is', update, running(digests.old, earlier), 'failed'],
    [
      'an update to the same image that runs since',
      update,
      running(digests.new, earlier),
      'failed',
    ],
    ['an update where another image runs', update, running(digests.other, later), 'unknown'],
    ['an update that ended all', update, null, 'failed'],
    ['a restart that runs anew', restart, running(digests.old, later), 'succeeded'],
    ['a restart that did not happen', restart, running(digests.old, earlier), 'failed'],
    ['a destruction that happened', destroy, null, 'succeeded'],
    ['a destruction that did not happen', destroy, running(digests.old, earlier), 'failed'],
    ['a destruction after which another runs', destroy, running(digests.new, later), 'unknown'],
  ];
  for (const [what, deployment, found, state] of cases) {
    it(`is judged by what its host runs now [${what}: ${state}]`, () => {
      const verdict = judgeDeployment(deployment, found);
      assert.equal(verdict.state, state);
      assert.equal(verdict.error === null, state === 'succeeded');
    });
  }
});
