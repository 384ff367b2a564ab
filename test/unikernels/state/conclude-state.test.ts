import assert from 'node:assert/strict';
import {
  concludeState,
  type Evidence,
  type UnikernelState,
} from '../../../src/unikernels/state/conclude-state.ts';
import { endedBy } from '../../../src/unikernels/state/exit.ts';
import { type Observation, unobserved } from '../../../src/unikernels/state/observation.ts';

/** Seconds after an arbitrary beginning. */
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);

const up = (since: number, starts = [since]): Observation => ({
  ...unobserved,
  seenAt: at(100),
  startedAt: at(since),
  upSince: at(since),
  starts: starts.map(at),
});

const gone = (since: number, changes: Partial<Observation> = {}): Observation => ({
  ...up(0),
  seenAt: at(since - 1),
  absentSince: at(since),
  ...changes,
});

const asked: Evidence = {
  desired: 'running',
  managed: true,
  askedAt: at(0),
  changing: false,
  failBehaviour: { restart: null },
  observation: up(1),
  reachable: true,
  now: at(100),
};

const onExit = (code: number | null) => ({ exit: { code, reason: null } });

const cases: readonly [string, Partial<Evidence>, UnikernelState][] = [
  ['one that is there', {}, 'running'],
  ['one that is only watched and is there', { managed: false, askedAt: null }, 'running'],
  ['one that is there although it is to be stopped', { desired: 'stopped' }, 'running'],
  ['one that was asked for a moment ago', { askedAt: at(97), observation: unobserved }, 'starting'],
  ['one that is being changed', { changing: true, observation: gone(99) }, 'starting'],
  ['one that was asked for and never came', { observation: unobserved }, 'missing'],
  [
    'one that was there before it was asked to start anew, and not since',
    { askedAt: at(50), observation: gone(40) },
    'missing',
  ],
  [
    'one that its host came back without',
    { observation: gone(90, { lostWithHost: true }) },
    'missing',
  ],
  [
    'one that its host came back without, and whose tender was told to end',
    {
      observation: gone(90, {
        lostWithHost: true,
        exit: { code: null, reason: 'solo5-hvt: Exiting on signal 15' },
      }),
    },
    'missing',
  ],
  [
    'one that is only watched and that its host came back without',
    { managed: false, askedAt: null, observation: gone(50, { lostWithHost: true }) },
    'exited',
  ],
  ['one that has just started by itself', { observation: up(95, [60, 95]) }, 'restarting'],
  [
    'one that another client has just created anew, as its host never restarts it',
    { observation: up(95, [60, 95]), failBehaviour: 'quit' },
    'running',
  ],
  ['one that started by itself and lives since', { observation: up(60, [30, 60]) }, 'running'],
  ['one that comes back each 45 s', { observation: up(60, [-75, -30, 15, 60]) }, 'restarting'],
  ['one that outlasts its last 45 s', { observation: up(40, [-95, -50, -5, 40]) }, 'running'],
  ['one that ran for minutes before', { observation: up(60, [-300, 25, 60]) }, 'restarting'],
  [
    'one that ran for minutes long before',
    { observation: up(60, [-300, 0, 20, 40, 60]) },
    'running',
  ],
  [
    'one that ran for longer than is ever waited',
    { observation: up(-201, [-550, -540, -201]) },
    'running',
  ],
  ['one that is gone for a moment', { observation: gone(97) }, 'restarting'],
  ['one that is gone for longer', { observation: gone(90) }, 'exited'],
  [
    'one between two of many starts',
    { observation: gone(80, { starts: [60, 70, 79].map(at) }) },
    'restarting',
  ],
  [
    'one whose many starts have ended',
    { observation: gone(60, { starts: [40, 50, 59].map(at) }) },
    'exited',
  ],
  ['one that ended for good a moment ago', { observation: gone(99, onExit(1)) }, 'exited'],
  [
    'one that a signal ended a moment ago',
    { observation: gone(99, { exit: endedBy('SIGTERM') }) },
    'exited',
  ],
  [
    'one that its tender ended a moment ago, which exits with 1',
    { observation: gone(99, { exit: { code: null, reason: 'solo5-hvt: Exiting on signal 15' } }) },
    'exited',
  ],
  [
    'one that its tender ended between many starts',
    {
      observation: gone(80, {
        starts: [60, 70, 79].map(at),
        exit: { code: null, reason: 'solo5-hvt: KVM: unhandled exit: exit_reason=0x6' },
      }),
    },
    'exited',
  ],
  [
    'one that ended with 124, which 2.7 restarts',
    { observation: gone(99, onExit(124)) },
    'restarting',
  ],
  [
    'one that ended with 124 on a host of 2.8',
    { observation: gone(99, { exit: { code: 124, reason: null, isFinal: true } }) },
    'exited',
  ],
  [
    'one that its host ended for something else that it was told',
    { observation: gone(99, { exit: { code: 2, reason: null, isReplaced: true } }) },
    'exited',
  ],
  ['one that ended with a wrong command line', { observation: gone(99, onExit(64)) }, 'exited'],
  [
    'one that is started again after an end in order',
    { observation: gone(99, onExit(0)) },
    'restarting',
  ],
  [
    'one that ended with a code that it is not restarted on',
    { failBehaviour: { restart: [2] }, observation: gone(99, onExit(3)) },
    'exited',
  ],
  [
    'one that ended with a code that it is restarted on',
    { failBehaviour: { restart: [2] }, observation: gone(99, onExit(2)) },
    'restarting',
  ],
  [
    'one that is to quit and ended well',
    { failBehaviour: 'quit', observation: gone(99, onExit(0)) },
    'completed',
  ],
  [
    'one that is to quit and ended badly',
    { failBehaviour: 'quit', observation: gone(99, onExit(2)) },
    'exited',
  ],
  [
    'one that is to quit and ended without a word',
    { failBehaviour: 'quit', observation: gone(99) },
    'exited',
  ],
  ['one that was stopped', { desired: 'stopped', observation: gone(50) }, 'stopped'],
  ['one whose host is away', { reachable: false }, 'unknown'],
  [
    'one that was stopped and whose host is away',
    { reachable: false, desired: 'stopped' },
    'unknown',
  ],
];

describe('the state of a unikernel', () => {
  for (const [what, changes, expected] of cases) {
    it(`is ${expected} for ${what}`, () => {
      assert.equal(concludeState({ ...asked, ...changes }).state, expected);
    });
  }

  it('says how often it was seen to start by itself', () => {
    const observation = up(95, [20, 60, 95]);
    assert.equal(concludeState({ ...asked, observation }).restarts, 2);
  });

  it('says since when it runs, is gone, or was seen last', () => {
    const sinceOf = (changes: Partial<Evidence>) => concludeState({ ...asked, ...changes }).since;
    assert.deepEqual(sinceOf({ observation: up(40) }), at(40));
    assert.deepEqual(sinceOf({ observation: gone(50) }), at(50));
    assert.deepEqual(sinceOf({ reachable: false }), at(100));
    assert.deepEqual(sinceOf({ observation: unobserved, askedAt: at(20) }), at(20));
  });
});
