import { type TestResult, TestStatus } from '@stryker-mutator/api/test-runner';
import type Mocha from 'mocha';

/** The results of a run, filled while it goes on. */
export function recordResults(runner: Mocha.Runner): TestResult[] {
  const results: TestResult[] = [];
  const named = (test: Mocha.Runnable) => ({
    id: test.fullTitle(),
    name: test.fullTitle(),
    timeSpentMs: test.duration ?? 0,
    ...(test.file && { fileName: test.file }),
  });
  runner.on('pass', (test) => {
    results.push({ ...named(test), status: TestStatus.Success });
  });
  runner.on('fail', (test: Mocha.Runnable, error: unknown) => {
    const failureMessage = error instanceof Error ? error.message : String(error);
    results.push({ ...named(test), status: TestStatus.Failed, failureMessage });
  });
  return results;
}
