/** Node ends a server over a promise that nobody hears fail; without this, mocha would not say so. */
function fail(reason: unknown): void {
  throw reason;
}

/** For each file anew, since a worker of mocha's takes all listeners away after each. */
export const mochaHooks = {
  beforeAll: () => void process.on('unhandledRejection', fail),
  afterAll: () => void process.off('unhandledRejection', fail),
};
