import { relative } from 'node:path';
import type { MutantResult, MutantStatus } from '@stryker-mutator/api/core';
import { isAbout, type Lines, linesOf, type Note } from './equivalents.ts';

export interface Survivor extends Lines {
  readonly file: string;
  readonly line: number;
  readonly covered: boolean;
}

export interface Report {
  /** How many mutants a test noticed. */
  readonly killed: number;
  /** How many a note says no test can notice. */
  readonly equivalent: number;
  readonly survivors: readonly Survivor[];
  /** Notes about mutants that are killed or that there are no more. */
  readonly stale: readonly Note[];
}

const noticed: readonly MutantStatus[] = ['Killed', 'Timeout'];
const survived: readonly MutantStatus[] = ['Survived', 'NoCoverage'];

/** Gives the text of a mutated file, as it was when the mutants were made. */
export type ReadSource = (fileName: string) => string;

/** Weighs the results of a room against the notes of its tests. */
export function weigh(
  results: readonly MutantResult[],
  notes: readonly Note[],
  read: ReadSource,
): Report {
  const unnoticed = results
    .filter(({ status }) => survived.includes(status))
    .map((mutant) => describeSurvivor(mutant, read));
  const speaksOf = (survivor: Survivor) => (note: Note) => isAbout(note, survivor.file, survivor);
  const survivors = unnoticed.filter((each) => !notes.some(speaksOf(each)));
  return {
    killed: results.filter(({ status }) => noticed.includes(status)).length,
    equivalent: unnoticed.length - survivors.length,
    survivors,
    stale: notes.filter((note) => !unnoticed.some((each) => speaksOf(each)(note))),
  };
}

/** The part of the mutants, of those that are not equivalent, that a test noticed. */
export function score({ killed, survivors }: Report): number {
  const all = killed + survivors.length;
  return all === 0 ? 1 : killed / all;
}

function describeSurvivor(mutant: MutantResult, read: ReadSource): Survivor {
  return {
    ...linesOf(mutant, read(mutant.fileName)),
    file: relative(process.cwd(), mutant.fileName),
    line: mutant.location.start.line,
    covered: mutant.status === 'Survived',
  };
}

/** The report as lines to read. */
export function format(report: Report): string {
  const { killed, equivalent, survivors, stale } = report;
  return [
    ...survivors.map(formatSurvivor),
    ...stale.map(({ in: test, original }) => `${test}: a note about no survivor: ${original}`),
    `${killed} killed, ${survivors.length} survived, ${equivalent} equivalent: ${percent(report)} killed`,
  ].join('\n');
}

function percent(report: Report): string {
  return `${(Math.floor(score(report) * 1000) / 10).toFixed(1)} %`;
}

function formatSurvivor({ file, line, covered, original, mutated }: Survivor): string {
  const why = covered ? '' : ' (no test runs it)';
  return `${file}:${line}${why}\n  - ${original}\n  + ${mutated}\n`;
}
