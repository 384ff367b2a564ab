const { existsSync } = require('node:fs');
const { availableParallelism } = require('node:os');
const { join } = require('node:path');
const { wholeRun } = require('./test/support/whole-run.ts');

// Files run side by side, each in one of these processes. Many of them wait rather than compute, so
// there are twice as many as processors. More than four gain little.
const jobs = Math.min(4, 2 * availableParallelism());

/** Whether files or folders are named on the command line. */
const named = process.argv.slice(2).some((word) => existsSync(word) || word.includes('*'));

// Compiled code is kept between runs, for the processes that run the files and those that they start.
process.env.NODE_COMPILE_CACHE ??= join(__dirname, 'node_modules/.cache/compile');

// In a run of all tests, servers that are processes start from a bundle (global-fixtures.ts).
if (!named) process.env.FULMAR_TEST_WHOLE = 'yes';

module.exports = {
  // Without a file or folder on the command line: all below test/.
  ...(named ? {} : { spec: wholeRun() }),
  extension: ['test.ts'],
  recursive: true,
  reporter: './test/support/counting-reporter.ts',
  require: [
    './test/support/shared/global-fixtures.ts',
    './test/support/unhandled-rejections.ts',
    './test/support/contract/check-answers.ts',
  ],
  parallel: true, // which forbids `it.only`; `--no-parallel` allows it
  jobs,
  timeout: 40_000, // twice what is needed beside another file that takes all it can
};
