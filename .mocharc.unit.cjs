const settings = require('./.mocharc.cjs');
const { quickUnitFiles } = require('./test/support/unit/unit-files.ts');

// The tests in which nothing listens and no process is started, but the slowest of them.
module.exports = {
  ...settings,
  spec: quickUnitFiles(),
  require: ['./test/support/unhandled-rejections.ts', './test/support/unit/quiet.ts'],
};
