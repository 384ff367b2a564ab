import assert from 'node:assert/strict';
import { newPostgresDatabase } from '../support/shared/shared.ts';
import { DeployTable } from './deploys/deploy-table.ts';
import { databases } from './support/fault-table.ts';

/** A sample; `npm run faults -- --rounds 1 deploys` tries all of them. */
const sample: readonly string[] = [
  'more memory than the policy leaves',
  'refused by the host after it has ended what ran',
  'dies at once',
  'restarts over and over, to be stopped',
  'no fix of one that restarts over and over',
  'a check fails, http',
  'a check fails, with a volume',
  'the host is lost, and has not done it',
  'killed when the host has done it',
  'killed while it is watched, and it dies meanwhile',
  'stopped while it is watched',
  'another client starts something else while it is watched',
  'another client destroys it while it is watched',
];

for (const kind of databases) {
  describe(`deployments, each step of which fails in turn [${kind}]`, function () {
    this.timeout(240_000);
    let table: DeployTable | null = null;
    before(async function () {
      const url = kind === 'sqlite' ? undefined : await newPostgresDatabase().catch(() => null);
      if (url === null) this.skip();
      table = await DeployTable.open(kind, url);
    });
    after(() => table?.[Symbol.asyncDispose]());

    for (const name of sample) {
      it(`is as it should be: ${name}`, async () => {
        const deploy = DeployTable.cases(kind).find((each) => each.name === name);
        assert.ok(deploy && table, name);
        assert.deepEqual(await table.try(deploy), []);
      });
    }
  });
}
