import assert from 'node:assert/strict';
import {
  decideKeeping,
  type KeepingCase,
  maxTries,
} from '../../../src/unikernels/keeper/keeping.ts';
import { endedBy } from '../../../src/unikernels/state/exit.ts';

const now = new Date('2026-01-01T12:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const later = (seconds: number) => ago(-seconds);

const keeping = { enabled: true, tries: 0, nextAt: null, gaveUp: null };

/** One that has ended by itself a minute ago, on a host that is there for an hour. */
const ended: KeepingCase = {
  ...{ state: 'exited', keeping, exit: { code: 2, reason: null } },
  ...{ upSince: ago(3600), absentSince: ago(60), isHeard: true, isHeardOut: true },
  ...{ wasKilled: false, isLostByHost: false, isOthers: false, backSince: ago(3600), now },
};
const lost = { state: 'missing', exit: null, isLostByHost: true } as const;
const runs = { state: 'running', absentSince: null, exit: null } as const;

const untold = 'Nothing tells how it ended: another client may have destroyed it.';

describe('whether a unikernel is started again', () => {
  for (const [what, facts, expected] of [
    ['has ended', {}, { act: 'start' }],
    ['was lost by its host', lost, { act: 'start' }],
    ['has just ended', { absentSince: ago(3) }, { act: 'wait', until: later(7) }],
    ['had ended before', { keeping: { ...keeping, tries: 2 } }, { act: 'wait', until: later(60) }],
    ['is on a host just back', { ...lost, backSince: ago(5) }, { act: 'wait', until: later(115) }],
    [
      'could not be started',
      { keeping: { ...keeping, nextAt: later(9) } },
      { act: 'wait', until: later(9) },
    ],
    [
      'could not be started, by a clock that was ahead',
      { keeping: { ...keeping, nextAt: later(3600) } },
      { act: 'start' },
    ],
    ['has ended, by a clock that was ahead', { absentSince: later(3600) }, { act: 'start' }],
    [
      'is on a host just back, by such a clock',
      { ...lost, backSince: later(3600) },
      { act: 'start' },
    ],
    [
      'is on a host just back, by another server’s clock',
      { ...lost, backSince: later(3) },
      { act: 'wait', until: later(123) },
    ],
    [
      'said why, without a code',
      { exit: { code: null, reason: 'Fatal error: x' } },
      { act: 'start' },
    ],
    ['aborted', { exit: { code: 255, reason: null } }, { act: 'start' }],
    ['was to end and did', { state: 'completed' }, { act: 'none' }],
    ['is stopped', { state: 'stopped' }, { act: 'none' }],
    ['is restarted by its host', { state: 'restarting' }, { act: 'none' }],
    ['is being started', { state: 'starting' }, { act: 'none' }],
    ['is on a host that is away', { state: 'unknown' }, { act: 'none' }],
    ['was not heard yet', { isHeard: false, isHeardOut: false }, { act: 'none' }],
    [
      'could never be heard',
      { isHeard: false },
      { act: 'give up', why: 'Its console cannot be read: nothing shows how it ended.' },
    ],
    ['may tell it yet', { exit: null, isHeardOut: false }, { act: 'none' }],
    ['may be lost yet', { ...lost, isLostByHost: false, isHeardOut: false }, { act: 'none' }],
    ['has told at once', { isHeardOut: false }, { act: 'start' }],
    ['was given up', { keeping: { ...keeping, gaveUp: 'so' } }, { act: 'none' }],
    ['ended without a word', { exit: null }, { act: 'give up', why: untold }],
    ['was killed', { exit: null, wasKilled: true }, { act: 'start' }],
    [
      'was killed, and another client’s',
      { exit: null, wasKilled: true, isOthers: true },
      { act: 'give up', why: 'Another client had changed it.' },
    ],
    [
      'ended, nobody knows how',
      { exit: { code: null, reason: null } },
      { act: 'give up', why: untold },
    ],
    [
      'was ended by a signal',
      { exit: endedBy('SIGTERM') },
      {
        act: 'give up',
        why: 'It was ended by SIGTERM: another client may have destroyed it.',
      },
    ],
    [
      'is not seen, for no reason',
      { ...lost, isLostByHost: false },
      { act: 'give up', why: untold },
    ],
    [
      'was another client’s',
      { isOthers: true },
      { act: 'give up', why: 'Another client had changed it.' },
    ],
    [
      'was told to end',
      { exit: { code: null, reason: 'solo5-hvt: Exiting on signal 15' } },
      { act: 'give up', why: 'Its tender ended it: solo5-hvt: Exiting on signal 15' },
    ],
    [
      'was tried often',
      { keeping: { ...keeping, tries: maxTries } },
      { act: 'give up', why: 'It was started again 5 times.' },
    ],
    ['runs', runs, { act: 'none' }],
    [
      'runs again',
      { ...runs, upSince: ago(60), keeping: { ...keeping, tries: 1 } },
      { act: 'none' },
    ],
    [
      'was started again and not seen yet',
      { ...runs, upSince: null, keeping: { ...keeping, tries: 5 } },
      { act: 'none' },
    ],
    ['runs again for long', { ...runs, keeping: { ...keeping, tries: 1 } }, { act: 'forgive' }],
    [
      'runs, though given up',
      { ...runs, keeping: { ...keeping, gaveUp: 'so' } },
      { act: 'forgive' },
    ],
  ] as const) {
    it(`that ${what}: ${expected.act}`, () => {
      assert.deepEqual(decideKeeping({ ...ended, ...facts }), expected);
    });
  }

  for (const code of [1, 60, 61, 62, 63, 64, 123, 124, 125]) {
    it(`that ended with ${code}: no`, () => {
      const step = decideKeeping({ ...ended, exit: { code, reason: null } });
      assert.deepEqual(step, { act: 'give up', why: `It ended with exit code ${code}.` });
    });
  }

  for (const code of [0, 2, 59, 65, 122, 126, 255]) {
    it(`that ended with ${code}: yes`, () => {
      const step = decideKeeping({ ...ended, exit: { code, reason: null } });
      assert.deepEqual(step, { act: 'start' });
    });
  }
});
