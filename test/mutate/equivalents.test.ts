import assert from 'node:assert/strict';
import type { MutantResult } from '@stryker-mutator/api/core';
import { isAbout, linesOf, readNotes } from '../../scripts/mutate/equivalents.ts';

const source = ['if (a) {', '  return min(', '    a, b);', '}'].join('\n');

/** The argument list of `min`, over two lines, as a mutant. */
const mutant: MutantResult = {
  id: '1',
  fileName: 'src/a.ts',
  mutatorName: 'Arguments',
  location: { start: { line: 2, column: 14 }, end: { line: 3, column: 9 } },
  replacement: 'b, a',
  status: 'Survived',
};
const lines = { original: 'return min( a, b);', mutated: 'return min(b, a);' };

const commented = [
  "describe('a', () => {",
  '  // Equivalent: src/a.ts, `return min( a, b);` → `return min(b,',
  '  // a);`: the order does not matter.',
  "  it('is least', () => {});",
  '  // Equivalent: src/a.ts, `return … b);` → `return min(b, …`: as above.',
  '  // Equivalent means that no test can tell.',
  '});',
].join('\n');

describe('notes of equivalent mutants', () => {
  it('are read from the comments of a test, over several lines', () => {
    assert.deepEqual(readNotes('test/a.test.ts', commented), [
      { in: 'test/a.test.ts', file: 'src/a.ts', ...lines },
      {
        in: 'test/a.test.ts',
        file: 'src/a.ts',
        original: 'return … b);',
        mutated: 'return min(b, …',
      },
    ]);
  });

  it('are about the lines of a mutant, before and after, in its file', () => {
    assert.deepEqual(linesOf(mutant, source), lines);
    const [exact, shortened] = readNotes('test/a.test.ts', commented);
    for (const note of [exact, shortened]) {
      assert(note && isAbout(note, 'src/a.ts', lines));
      assert(!isAbout(note, 'src/b.ts', lines));
      assert(!isAbout(note, 'src/a.ts', { ...lines, mutated: 'return min(a, a);' }));
      assert(!isAbout(note, 'src/a.ts', { ...lines, original: 'throw min( a, b);' }));
    }
  });
});
