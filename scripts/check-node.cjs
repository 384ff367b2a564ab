// Ends an npm script in one clear sentence where the Node that runs it is too old.
// CommonJS and old syntax on purpose: every Node that can run npm can run this.
const required = [24, 12];
const version = process.versions.node.split('.').map(Number);
const tooOld = version[0] < required[0] || (version[0] === required[0] && version[1] < required[1]);
if (tooOld) {
  console.error(
    'Fulmar needs Node ' +
      required.join('.') +
      ' or later, and this is ' +
      process.versions.node +
      '. ' +
      'On Linux (x64, arm64) `npm ci` brings one along, if optional dependencies are not switched off; ' +
      'elsewhere install Node 24 and run the command again.',
  );
  process.exit(1);
}
