const { availableParallelism } = require('node:os');

// Files run side by side, each in one of these processes. More than four gain little: the longest
// files take as long as they take.
const jobs = Math.min(4, Math.max(2, availableParallelism()));

module.exports = {
  // Without a file or folder on the command line: all below test/.
  extension: ['test.ts'],
  recursive: true,
  require: [
    './test/support/shared/global-fixtures.ts',
    './test/support/unhandled-rejections.ts',
    './test/support/contract/check-answers.ts',
  ],
  parallel: true, // which forbids `it.only`; `--no-parallel` allows it
  jobs,
  timeout: 40_000, // twice what is needed beside another file that takes all it can
};
