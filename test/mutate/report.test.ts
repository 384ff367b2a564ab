import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import type { MutantResult, MutantStatus } from '@stryker-mutator/api/core';
import type { Note } from '../../scripts/mutate/equivalents.ts';
import { score, weigh } from '../../scripts/mutate/report.ts';

const file = 'src/a.ts';
const fileName = resolve(file);
const source = 'const a = 1;';

/** A mutant that empties the file. */
const mutant = (status: MutantStatus): MutantResult => ({
  id: status,
  fileName,
  mutatorName: 'Line',
  location: { start: { line: 1, column: 1 }, end: { line: 1, column: source.length + 1 } },
  replacement: '',
  status,
});
const note: Note = { in: 'test/a.test.ts', file, original: 'const a = …;', mutated: '' };

describe('the report on mutants', () => {
  it('counts what a test noticed and what none did, but not what is no mutant', () => {
    const results = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored'] as const;
    const report = weigh(results.map(mutant), [], () => source);
    assert.equal(report.killed, 2);
    const line = { file, line: 1, original: source, mutated: '' };
    assert.deepEqual(report.survivors, [
      { ...line, covered: true },
      { ...line, covered: false },
    ]);
    assert.equal(score(report), 0.5);
  });

  it('leaves out the mutants that notes call equivalent', () => {
    const other = { ...mutant('Survived'), replacement: 'const a = 2;' };
    const report = weigh([mutant('Survived'), other, mutant('Killed')], [note], () => source);
    assert.equal(report.equivalent, 1);
    assert.deepEqual(
      report.survivors.map(({ mutated }) => mutated),
      ['const a = 2;'],
    );
    assert.equal(score(report), 0.5);
  });

  it('tells of notes that are about no survivor', () => {
    assert.deepEqual(weigh([mutant('Killed')], [note], () => source).stale, [note]);
  });

  it('is content with a room without mutants', () => {
    assert.equal(score(weigh([], [], () => source)), 1);
  });
});
