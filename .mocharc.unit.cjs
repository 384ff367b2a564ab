const settings = require('./.mocharc.cjs');
const { unitFiles } = require('./test/support/unit/unit-files.ts');

// The tests in which nothing listens and no process is started; `npm run mutate` runs them too.
module.exports = {
  ...settings,
  spec: unitFiles(),
  require: ['./test/support/unhandled-rejections.ts', './test/support/unit/quiet.ts'],
};
