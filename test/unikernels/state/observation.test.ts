import assert from 'node:assert/strict';
import {
  type Observation,
  observe,
  unobserved,
} from '../../../src/unikernels/state/observation.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000);

/** What is known after looks at these seconds: since when it ran by the host's clock, or null. */
function seenAfter(
  looks: readonly (readonly [at: number, started: number | null, afterAbsence?: boolean])[],
  askedAt: Date | null = null,
): Observation {
  return looks.reduce<Observation>(
    (before, [second, started, afterAbsence = false]) =>
      observe(
        before,
        { at: at(second), found: started === null ? null : { started: at(started) }, afterAbsence },
        askedAt,
      ),
    unobserved,
  );
}

describe('an observation of a unikernel', () => {
  it('counts what starts anew by itself', () => {
    const { starts, upSince } = seenAfter([
      [0, 0],
      [5, 0],
      [10, 8],
      [15, 13],
    ]);
    assert.deepEqual(starts, [at(0), at(10), at(15)]);
    assert.deepEqual(upSince, at(15));
  });

  it('counts how often it started anew by itself, and none that was asked for', () => {
    const looks = [
      [0, 0],
      [10, 8],
      [700, 690],
    ] as const;
    assert.equal(seenAfter(looks).restarts, 2);
    assert.equal(seenAfter(looks, at(5)).restarts, 1);
    assert.equal(seenAfter([...looks, [800, 790, true]]).restarts, 2);
  });

  it('was not ended for something else where its host starts it again', () => {
    const exit = { code: 2, reason: null, isReplaced: true } as const;
    const gone = { ...seenAfter([[0, 0]]), absentSince: at(5), exit };
    const look = { at: at(10), found: { started: at(8) }, afterAbsence: false };
    assert.deepEqual(observe(gone, look, null).exit, { code: 2, reason: null });
  });

  it('forgets starts after ten minutes', () => {
    const { starts } = seenAfter([
      [0, 0],
      [10, 8],
      [605, 8],
    ]);
    assert.deepEqual(starts, [at(10)]);
  });

  it('counts a start that was asked for as the first one', () => {
    const { starts } = seenAfter(
      [
        [0, 0],
        [10, 8],
        [20, 18],
      ],
      at(15),
    );
    assert.deepEqual(starts, [at(20)]);
  });

  it('counts a start that was asked for and has ended unseen', () => {
    const exit = { code: 2, reason: null };
    const missed = { ...seenAfter([[5, null]], at(4)), exit };
    const look = { at: at(6), found: { started: at(6) }, afterAbsence: false };
    const { starts, restarts, exit: told } = observe(missed, look, at(4));
    assert.deepEqual([starts, restarts, told], [[at(4), at(6)], 1, exit]);
    assert.deepEqual(observe(missed, { ...look, afterAbsence: true }, at(4)).starts, [at(6)]);
  });

  it('counts none before the first that is seen where nothing tells that it has ended', () => {
    const looks = [
      [5, null],
      [6, 6],
    ] as const;
    const { starts, restarts } = seenAfter(looks, at(4));
    assert.deepEqual([starts, restarts], [[at(6)], 0]);
  });

  it('says since when it runs from the look on that shows it again after it was asked for', () => {
    const before = { ...seenAfter([[0, 0]]), upSince: null };
    const look = { at: at(700), found: { started: null }, afterAbsence: false };
    assert.deepEqual(observe(before, look, null).upSince, at(700));
  });

  it('takes an earlier start for another one, as of a host whose clock was set back', () => {
    const { starts, upSince } = seenAfter([
      [600, 600],
      [606, 3],
    ]);
    assert.deepEqual([starts, upSince], [[at(600), at(606)], at(606)]);
    const booted = seenAfter([
      [600, 600],
      [660, 3, true],
    ]);
    assert.deepEqual([booted.starts, booted.upSince], [[at(660)], at(660)]);
  });

  it('takes an earlier start for that of an older list right after the later one', () => {
    const { starts, startedAt } = seenAfter([
      [600, 500],
      [606, 605],
      [607, 500],
    ]);
    assert.deepEqual([starts, startedAt], [[at(600), at(606)], at(500)]);
  });

  it('says since when it is gone, whatever looks follow', () => {
    const { absentSince, seenAt } = seenAfter([
      [0, 0],
      [5, null],
      [10, null],
    ]);
    assert.deepEqual([absentSince, seenAt], [at(5), at(0)]);
  });

  it('says whether it was lost while its host was away', () => {
    assert.equal(
      seenAfter([
        [0, 0],
        [5, null, true],
      ]).lostWithHost,
      true,
    );
    assert.equal(
      seenAfter([
        [0, 0],
        [5, null],
        [10, null, true],
      ]).lostWithHost,
      false,
    );
    assert.equal(
      seenAfter([
        [0, 0],
        [5, null, true],
        [10, 9],
      ]).lostWithHost,
      false,
    );
  });

  it('takes one that is back for started anew where the host does not tell since when it runs', () => {
    const look = (second: number, found: boolean) => ({
      at: at(second),
      found: found ? { started: null } : null,
      afterAbsence: false,
    });
    const once = observe(unobserved, look(0, true), null);
    assert.deepEqual(observe(once, look(1, true), null).starts, [at(0)]);
    const gone = observe(once, look(1, false), null);
    assert.deepEqual(observe(gone, look(2, true), null).starts, [at(0), at(2)]);
  });

  it('counts no start that its host made when it came back', () => {
    const { starts, upSince } = seenAfter([
      [0, 0],
      [10, 8],
      [100, 90, true],
    ]);
    assert.deepEqual(starts, [at(100)]);
    assert.deepEqual(upSince, at(100));
  });

  it('keeps the latest of very many starts', () => {
    const looks = Array.from({ length: 100 }, (_, index) => [index, index] as const);
    const { starts } = seenAfter(looks);
    assert.equal(starts.length, 20);
    assert.deepEqual(starts.at(-1), at(99));
  });
});
