import type { PartialStrykerOptions } from '@stryker-mutator/api/core';

/** Names the test files to our runner. Stryker's own option would switch static mutants on too late. */
export const testsOption = 'unitTests';

export interface Run {
  /** What the reports are called. */
  readonly name: string;
  readonly sources: readonly string[];
  readonly tests: readonly string[];
}

/** What Stryker is told for a run over some sources. */
export function strykerOptions({ name, sources, tests }: Run): PartialStrykerOptions {
  return {
    mutate: [...sources],
    [testsOption]: tests,
    testRunner: 'unit-tests',
    plugins: ['./scripts/mutate/mocha-runner.ts'],
    coverageAnalysis: 'perTest',
    concurrency: 2,
    // A busy machine is no mutant noticed: endless loops are told by their number of turns.
    timeoutMS: 60_000,
    dryRunTimeoutMinutes: 60,
    // Modules that were loaded for a mutant stay in memory.
    maxTestRunnerReuse: 200,
    reporters: ['progress-append-only', 'html', 'json'],
    htmlReporter: { fileName: `.mutants/${name}.html` },
    jsonReporter: { fileName: `.mutants/${name}.json` },
    tempDirName: '.mutants/run',
    ignorePatterns: ['.mutants', 'dist', 'data'],
    warnings: false,
    // Types are stripped, not checked: those of the mutants do not matter.
    tsconfigFile: 'none',
    disableTypeChecks: false,
  };
}
