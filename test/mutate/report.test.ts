import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MutantResult, MutantStatus } from '@stryker-mutator/api/core';
import type { Note } from '../../scripts/mutate/equivalents.ts';
import { score, weigh } from '../../scripts/mutate/report.ts';

const fileName = fileURLToPath(import.meta.url);
const file = 'test/mutate/report.test.ts';
const [firstLine = ''] = readFileSync(fileName, 'utf8').split('\n');

/** A mutant that empties the first line of this file. */
const mutant = (status: MutantStatus): MutantResult => ({
  id: status,
  fileName,
  mutatorName: 'Line',
  location: { start: { line: 1, column: 1 }, end: { line: 1, column: firstLine.length + 1 } },
  replacement: '',
  status,
});
const note: Note = { in: 'test/a.test.ts', file, original: 'import …', mutated: '' };

describe('the report on mutants', () => {
  it('counts what a test noticed and what none did, but not what is no mutant', () => {
    const results = ['Killed', 'Timeout', 'Survived', 'NoCoverage', 'Ignored'] as const;
    const report = weigh(results.map(mutant), []);
    assert.equal(report.killed, 2);
    const line = { file, line: 1, original: firstLine, mutated: '' };
    assert.deepEqual(report.survivors, [
      { ...line, covered: true },
      { ...line, covered: false },
    ]);
    assert.equal(score(report), 0.5);
  });

  it('leaves out one mutant for each note of an equivalent one', () => {
    const report = weigh([mutant('Survived'), mutant('Survived'), mutant('Killed')], [note]);
    assert.equal(report.equivalent, 1);
    assert.equal(report.survivors.length, 1);
    assert.equal(score(report), 0.5);
  });

  it('tells of notes that are about no survivor', () => {
    assert.deepEqual(weigh([mutant('Killed')], [note]).stale, [note]);
  });

  it('is content with a room without mutants', () => {
    assert.equal(score(weigh([], [])), 1);
  });
});
