// Node ends a server over a promise that nobody hears fail; without this, mocha would not say so.
process.on('unhandledRejection', (reason) => {
  throw reason;
});
