import type { PartialStrykerOptions } from '@stryker-mutator/api/core';

/** Names the test files to our runner. Stryker's own option would switch static mutants on too late. */
export const testsOption = 'unitTests';

/** What no unit test reads of the project, which is copied for the mutants. */
const unread = [
  ...['.ci', 'action', 'packaging', 'pictures'],
  ...['dashboard', 'cli', 'faults', 'action', 'solo5/images'].map((folder) => `test/${folder}`),
  ...['src/dashboard/**/*.tsx', 'src/dashboard/**/*.css'],
];

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
    // The last resort: what hangs is told by the runner's own patience, see `patience.ts`.
    timeoutMS: 300_000,
    dryRunTimeoutMinutes: 60,
    // Modules that were loaded for a mutant stay in memory.
    maxTestRunnerReuse: 200,
    reporters: ['progress-append-only', 'html', 'json'],
    htmlReporter: { fileName: `.mutants/${name}.html` },
    jsonReporter: { fileName: `.mutants/${name}.json` },
    tempDirName: '.mutants/run',
    ignorePatterns: ['.mutants', 'dist', 'data', ...unread],
    warnings: false,
    // Types are stripped, not checked: those of the mutants do not matter.
    tsconfigFile: 'none',
    disableTypeChecks: false,
  };
}
