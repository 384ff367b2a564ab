import assert from 'node:assert/strict';
import { ShakenPostgres, shakes } from '../support/shaken-postgres.ts';

/** Milliseconds: what is promised is measured by `npm run faults`, on a machine that does nothing else. */
const healingLimit = 25_000;

describe('two servers under load whose PostgreSQL', function () {
  this.timeout(60_000);
  let world: ShakenPostgres | null = null;
  before(async function () {
    world = await ShakenPostgres.start().catch((error: unknown) => {
      process.stderr.write(`PostgreSQL does not start here: ${error}\n`);
      return null;
    });
    if (!world) this.skip();
  });
  after(() => world?.[Symbol.asyncDispose]());

  for (const shake of shakes) {
    for (const locked of [false, true]) {
      it(`was ${shake} serve again, all by themselves [a table locked: ${locked}]`, async () => {
        assert(world);
        const took = await world.shake(shake, locked);
        assert(took < healingLimit, `${took} ms`);
      });
    }
  }
});
