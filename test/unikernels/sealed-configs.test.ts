import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { parseLabel } from '../../src/albatross/names.ts';
import { systemClock } from '../../src/base/clock.ts';
import type { Database } from '../../src/database/database.ts';
import { createSecretBox } from '../../src/database/secret-box.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { DeploymentHistory } from '../../src/unikernels/deployment-history.ts';
import { DeploymentRecords } from '../../src/unikernels/deployment-records.ts';
import { Deployment } from '../../src/unikernels/entity.ts';
import { defaultArguments } from '../../src/unikernels/plan-arguments.ts';
import { createRegistry } from '../../src/unikernels/registry/create-registry.ts';
import { resealConfigs } from '../../src/unikernels/reseal-configs.ts';
import { tokenActor } from '../support/actors.ts';
import { usePostgres } from '../support/postgres.ts';

const config = { ...defaultArguments, addName: false, arguments: ['--key=hunter2hunter2'] };
const key = {
  host: parseLabel('one'),
  domain: parseLabel('alice'),
  name: parseLabel('hello'),
};

for (const dialect of ['SQLite', 'PostgreSQL']) {
  describe(`the configurations of deployments [${dialect}]`, () => {
    const postgres = dialect === 'PostgreSQL' ? usePostgres() : () => null;
    let database: Database;
    const [older, newer] = [randomBytes(32), randomBytes(32)];
    const boxes = {
      old: createSecretBox([older]),
      both: createSecretBox([newer, older]),
      fresh: createSecretBox([newer]),
    };
    beforeEach(async () => {
      const url = postgres();
      database = await openDatabase(url === null ? { memory: true } : { url });
      await database.orm.schema.refresh();
    });
    afterEach(() => database.close());

    /** Records one that has succeeded, as it is recorded now, or as early releases left it. */
    async function record(isPlain = false): Promise<string> {
      const box = boxes.old;
      const memory = createRegistry({
        ...{ database, box, clock: systemClock },
        imagesShare: Number.POSITIVE_INFINITY,
        maxReleases: 5,
      });
      const records = new DeploymentRecords({ database, box, ...memory, clock: systemClock });
      const by = { actor: tokenActor(['unikernels:write']), requestId: 'r' };
      const draft = { key, action: 'create', digest: null, config, by } as const;
      const deployment = records.draft({ ...draft, runningSince: null, replaces: false });
      if (isPlain) Object.assign(deployment, { sealedConfig: null, plainConfig: config });
      await records.begin(deployment);
      await records.finish(deployment, { state: 'succeeded', error: null });
      return deployment.id;
    }

    const stored = async () =>
      JSON.stringify(await database.em().execute('select * from deployments'));
    const lastAsked = (box = boxes.fresh) => new DeploymentHistory(database, box).lastAsked(key);

    it('are sealed from the first write on', async () => {
      await record();
      assert.doesNotMatch(await stored(), /hunter2/);
      assert.deepEqual(await lastAsked(boxes.old), config);
    });

    it('of early releases can be read, and are sealed by the next start', async () => {
      await record(true);
      assert.match(await stored(), /hunter2/);
      assert.deepEqual(await lastAsked(), config);
      assert.equal(await resealConfigs(database, boxes.fresh), 1);
      assert.doesNotMatch(await stored(), /hunter2/);
      assert.deepEqual(await lastAsked(), config);
      assert.equal(await resealConfigs(database, boxes.fresh), 0);
    });

    it('need an older key no more once a newer one has sealed them, however many', async () => {
      const id = await record();
      const first = await database.em().findOneOrFail(Deployment, { id });
      const { sealedConfig: _sealed, ...rest } = first;
      const rows = Array.from({ length: 1_100 }, () => ({
        ...rest,
        id: crypto.randomUUID(),
        sealedConfig: null,
        plainConfig: config,
      }));
      await database.em().insertMany(Deployment, rows);
      assert.equal(await resealConfigs(database, boxes.fresh), 1_100, 'nothing opens the other');
      assert.equal(await resealConfigs(database, boxes.both), 1);
      assert.equal(await resealConfigs(database, boxes.both), 0);
      assert.deepEqual(await lastAsked(), config);
    });

    it('that no key opens are as if nothing had been asked', async () => {
      await record();
      assert.equal(await lastAsked(boxes.fresh), null);
    });
  });
}
