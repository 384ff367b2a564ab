import assert from 'node:assert/strict';
import type { FailBehaviour, UnikernelInfo } from '../../src/albatross/unikernel.ts';
import { loopingInfo } from '../../src/unikernels/keep-looping.ts';
import { type Observation, unobserved } from '../../src/unikernels/state/observation.ts';

const now = new Date('2026-01-01T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);

const there: Observation = {
  ...unobserved,
  ...{ seenAt: ago(1), upSince: ago(600), starts: [ago(500)] },
};
const gone = (seconds: number, more: Partial<Observation> = {}): Observation => ({
  ...there,
  ...{ seenAt: ago(seconds + 1), absentSince: ago(seconds) },
  ...more,
});
const twice = { starts: [ago(50), ago(40)] };
const exit = (code: number) => ({ exit: { code, reason: null } });
const restart: FailBehaviour = { restart: null };

const infoWith = (failBehaviour: FailBehaviour): UnikernelInfo => ({
  ...{ type: 'solo5', failBehaviour, startup: null, cpuids: [0], memory: 32 },
  ...{ digest: Buffer.alloc(32), blockDevices: [], networkDevices: [], arguments: null },
  ...{ started: null, numcpus: 1, linuxBootPartition: null },
});

describe('whether a unikernel that is not there is asked for again and again', () => {
  for (const [what, observation, failBehaviour, isLooping] of [
    ['gone since the last look', there, restart, true],
    ['gone for a moment', gone(4), restart, true],
    ['gone for longer', gone(6), restart, false],
    ['gone for a day', gone(86_400), restart, false],
    ['in a loop, and gone for a while', gone(20, twice), restart, true],
    ['of a loop that has ended', gone(31, twice), restart, false],
    ['ended so that its host does not start it', gone(1, exit(1)), restart, false],
    ['ended so that its host starts it', gone(1, exit(2)), restart, true],
    ['meant to quit', gone(1, twice), 'quit', false],
  ] as const) {
    it(`${isLooping ? 'is' : 'is not'} so of one that is ${what}`, () => {
      const lastInfo = infoWith(failBehaviour);
      const known = { desired: 'running', observation, askedAt: null, lastInfo } as const;
      assert.equal(loopingInfo(known, now), isLooping ? lastInfo : null);
      assert.equal(loopingInfo({ ...known, desired: 'stopped' }, now), null);
    });
  }

  it('is not so of one that nobody knows', () => {
    assert.equal(loopingInfo(null, now), null);
  });
});
