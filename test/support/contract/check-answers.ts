// Holds every answer in the tests against the OpenAPI document: a test fails whose server has
// answered what the document does not say. Says at the end of a run how many answers were checked.
import type { RootHookObject } from 'mocha';
import { checkedAnswers } from './checked-answers.ts';
import { beginReport, endReport, reportCount, takeReportedAnswers } from './run-report.ts';
import { watchAnswers } from './watch-answers.ts';

watchAnswers((answer) => checkedAnswers.check(answer));

export const mochaHooks: RootHookObject = {
  beforeEach(this: Mocha.Context) {
    if (this.currentTest) failWithFaults(this.currentTest);
  },
  afterAll: () => {
    try {
      throwFaults();
    } finally {
      reportCount(checkedAnswers.count);
    }
  },
};

/** Makes the faults that a test caused its own failure: a hook that fails would end the whole run. */
function failWithFaults(test: Mocha.Runnable): void {
  const { fn } = test;
  if (!fn) return;
  test.fn = async function (this: Mocha.Context) {
    try {
      await Reflect.apply(fn, this, []);
    } finally {
      throwFaults();
    }
  };
}

function throwFaults(): void {
  checkedAnswers.checkReported(takeReportedAnswers());
  const faults = checkedAnswers.takeFaults();
  if (faults.length === 0) return;
  const advice = 'A route lists its own problems; after a change of one run `npm run docs`.';
  throw new Error(`${faults.join('\n')}\n${advice}`);
}

export function mochaGlobalSetup(): void {
  beginReport();
}

export function mochaGlobalTeardown(): void {
  process.stdout.write(`${endReport()} answers were held against the OpenAPI document\n`);
}
