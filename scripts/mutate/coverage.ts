import type { InstrumenterContext, MutantCoverage } from '@stryker-mutator/api/core';
import type Mocha from 'mocha';

/** In front of the title of a suite, where its `before` and `after` ran what was counted. */
const ofSuite = 'suite: ';

/** Tells the instrumented sources which test runs, or whose `before` or `after`. */
export function tellWhatRuns(runner: Mocha.Runner, instrumented: InstrumenterContext): void {
  runner.on('suite', (suite) => {
    instrumented.currentTestId = ofSuite + suite.fullTitle();
  });
  runner.on('test', (test) => {
    instrumented.currentTestId = test.fullTitle();
  });
  runner.on('suite end', (suite) => {
    instrumented.currentTestId = ofSuite + (suite.parent?.fullTitle() ?? '');
  });
  runner.on('end', () => {
    instrumented.currentTestId = undefined;
  });
}

/** What the `before` of a suite ran counts for each test in it, since each may show it. */
export function spreadOverTests(coverage: MutantCoverage, root: Mocha.Suite): MutantCoverage {
  const perTest: MutantCoverage['perTest'] = {};
  const visit = (suite: Mocha.Suite, outer: readonly string[]) => {
    const ids = [...outer, ofSuite + suite.fullTitle()];
    for (const test of suite.tests) {
      const id = test.fullTitle();
      perTest[id] = addUp([perTest[id], ...[id, ...ids].map((each) => coverage.perTest[each])]);
    }
    for (const inner of suite.suites) visit(inner, ids);
  };
  visit(root, []);
  return { static: coverage.static, perTest };
}

type Hits = MutantCoverage['static'];

function addUp(counts: readonly (Hits | undefined)[]): Hits {
  const sum: Hits = {};
  for (const count of counts) {
    for (const [mutant, hits] of Object.entries(count ?? {})) {
      sum[mutant] = (sum[mutant] ?? 0) + hits;
    }
  }
  return sum;
}
