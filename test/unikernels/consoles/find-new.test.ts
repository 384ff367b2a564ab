import assert from 'node:assert/strict';
import { findNew } from '../../../src/unikernels/consoles/keeper/find-new.ts';

const lines = (text: string) =>
  text
    .split(' ')
    .filter((each) => each !== '')
    .map((each) => ({ timestamp: new Date(Number(each.slice(1))), line: each.slice(0, 1) }));

describe('what is new in the history of a console', () => {
  for (const [what, history, kept, found, gapBefore] of [
    ['all, where nothing was kept', 'a1 b2', '', 'a1 b2', false],
    ['nothing, where it has rested', 'a1 b2', 'a1 b2', '', false],
    ['what comes behind', 'a1 b2 c3', 'a1 b2', 'c3', false],
    ['lines of the same time', 'a1 b1 c1', 'a1 b1', 'c1', false],
    ['the same line at the same time', 'a1 x2 x2 x2', 'a1 x2', 'x2 x2', false],
    ['what comes when the clock goes back', 'a5 b6 c1 d2', 'a5 b6', 'c1 d2', false],
    ['all, where what was kept is gone', 'c3 d4', 'a1 b2', 'c3 d4', true],
    ['all, where it is gone and the clock went back', 'c1 d2', 'a8 b9', 'c1 d2', true],
    ['nothing, of a console that is empty', '', 'a1', '', false],
    ['what comes behind the end that is still there', 'b2 c3', 'a1 b2', 'c3', false],
  ] as const) {
    it(`is ${what}`, () => {
      const expected = { lines: lines(found), gapBefore };
      assert.deepEqual(findNew(lines(history), lines(kept)), expected);
    });
  }

  it('is behind a gap where it is full, and nothing was kept', () => {
    const full = lines(Array.from({ length: 1024 }, (_, index) => `a${index}`).join(' '));
    assert.deepEqual(findNew(full, []), { lines: full, gapBefore: true });
    assert.equal(findNew(full.slice(1), []).gapBefore, false);
  });
});
