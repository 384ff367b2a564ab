import assert from 'node:assert/strict';
import {
  type CheckHealth,
  type HealthState,
  healthOf,
  judgeCheck,
  untried,
  type Verdict,
} from '../../../src/unikernels/health/check-health.ts';

/** Seconds after an arbitrary beginning. */
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);

const verdicts: Readonly<Record<string, Verdict>> = {
  '+': 'passed',
  '-': 'failed',
  '?': 'doubtful',
};

/** What comes of tries, one each second: `+` passes, `-` fails, `?` is doubtful. */
function tried(tries: string): CheckHealth {
  return [...tries].reduce((health, sign, index) => {
    const verdict = verdicts[sign];
    assert.ok(verdict);
    return judgeCheck(health, { verdict, at: at(index), detail: sign, tookMs: index });
  }, untried('first'));
}

const cases: readonly [string, string, HealthState, number | null][] = [
  ['one that was never tried', '', 'unknown', null],
  ['one that passes', '+', 'passing', 0],
  ['one that goes on to pass', '+++', 'passing', 0],
  ['one that fails now and then', '+--+--+--', 'passing', 0],
  ['one that fails three times in a row', '+---', 'failing', 3],
  ['one that fails from the start', '---', 'failing', 2],
  ['one that has failed twice from the start', '--', 'unknown', 0],
  ['one that passes once after it has failed', '---+', 'failing', 2],
  ['one that passes now and then while it fails', '---+-+-+', 'failing', 2],
  ['one that passes twice in a row again', '---++', 'passing', 4],
  ['one of many that fail at once', '+?', 'unknown', 1],
  ['one of many that go on to fail at once', '+????', 'unknown', 1],
  ['one that failed before many did', '---??', 'failing', 2],
  ['one that passes after many have failed', '+??+', 'passing', 3],
  ['one that goes on to fail when others pass again', '+??---', 'failing', 5],
];

describe('how a check does', () => {
  for (const [what, tries, state, since] of cases) {
    it(`is ${state} for ${what}`, () => {
      const health = tried(tries);
      assert.equal(health.state, state);
      assert.deepEqual(health.since, since === null ? null : at(since));
    });
  }

  it('tells of the last try', () => {
    const { detail, tookMs, triedAt } = tried('+-');
    assert.deepEqual({ detail, tookMs, triedAt }, { detail: '-', tookMs: 1, triedAt: at(1) });
  });

  it('is the worst of all for a unikernel', () => {
    const of = (...states: HealthState[]) => healthOf(states.map((state) => ({ state })));
    assert.equal(of(), null);
    assert.equal(of('passing', 'passing'), 'passing');
    assert.equal(of('passing', 'unknown'), 'unknown');
    assert.equal(of('unknown', 'failing', 'passing'), 'failing');
  });
});
