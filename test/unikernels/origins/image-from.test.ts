import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { parseLabel } from '../../../src/albatross/names.ts';
import { systemClock } from '../../../src/base/clock.ts';
import type { Database } from '../../../src/database/database.ts';
import { createSecretBox } from '../../../src/database/secret-box.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { type PinnedOf, pinnedSource } from '../../../src/sources/pinned-source.ts';
import { DeploymentRecords } from '../../../src/unikernels/deployment-records.ts';
import { defaultArguments } from '../../../src/unikernels/plan-arguments.ts';
import { createRegistry } from '../../../src/unikernels/registry/create-registry.ts';
import type { Releases } from '../../../src/unikernels/releases/releases.ts';
import { tokenActor } from '../../support/actors.ts';
import { usePostgres } from '../../support/postgres.ts';

const digestOf = (name: string) => Buffer.from(name.padEnd(32)).toString('hex');

/** A tag of a registry's repository, whose manifest and layer are named after it. */
const at = (repository: string, tag: string): PinnedOf<'oci'> => ({
  ...{ kind: 'oci', registry: 'registry.example', repository, tag, manifest: `m-${tag}` },
  layer: `sha256:${tag}`,
});

for (const dialect of ['SQLite', 'PostgreSQL']) {
  describe(`the image that an account has had from a source [${dialect}]`, () => {
    const postgres = dialect === 'PostgreSQL' ? usePostgres() : () => null;
    const box = createSecretBox([randomBytes(32)]);
    let database: Database;
    let records: DeploymentRecords;
    let releases: Releases;
    let opened: number;
    beforeEach(async () => {
      const url = postgres();
      database = await openDatabase(url === null ? { memory: true } : { url });
      await database.orm.schema.refresh();
      const counting = {
        ...box,
        open: (sealed: string, context?: string) => {
          opened += 1;
          return box.open(sealed, context);
        },
      };
      const memory = createRegistry({
        ...{
          database,
          box: counting,
          clock: systemClock,
          imagesShare: Number.MAX_SAFE_INTEGER,
          maxReleases: 5,
        },
      });
      records = new DeploymentRecords({ database, box: counting, ...memory, clock: systemClock });
      releases = memory.releases;
    });
    afterEach(() => database.close());

    async function deployed(account: string, pinned: PinnedOf<'oci'>, name: string) {
      const { repository, tag } = pinned;
      const key = { host: parseLabel('one'), domain: parseLabel(account), name: parseLabel(name) };
      const origin = {
        origin: {
          ...({ kind: 'oci', from: `registry.example/${repository}` } as const),
          ...{ version: tag, page: null },
        },
        source: { kind: 'oci', reference: `registry.example/${repository}:${tag}` } as const,
        pinned,
      };
      const by = { actor: tokenActor(['unikernels:write'], { account }), requestId: 'r' };
      const deployment = records.draft({
        ...{ key, action: 'create', digest: digestOf(name), config: defaultArguments, by, origin },
        ...{ runningSince: null, replaces: false },
      });
      await records.begin(deployment);
      await records.finish(deployment, { state: 'succeeded', error: null });
    }

    it('is found by what pins it, first among what came from there', async () => {
      for (const tag of ['v1', 'v2']) await deployed('alice', at('app', tag), `app-${tag}`);
      for (const name of ['x', 'y', 'z']) await deployed('alice', at(name, 'v1'), name);
      opened = 0;
      assert.equal(await releases.imageFrom('alice', at('app', 'v1')), digestOf('app-v1'));
      assert.equal(opened, 2);
      assert.equal(await releases.imageFrom('bob', at('app', 'v1')), null);
      assert.equal(opened, 2);
      assert.equal(await releases.imageFrom('alice', at('app', 'v3')), null);
      assert.equal(await releases.imageFrom('alice', at('elsewhere', 'v2')), digestOf('app-v2'));
    });

    it('is not looked for elsewhere where nobody says what file it is', async () => {
      for (const name of ['x', 'y', 'z']) await deployed('alice', at(name, 'v1'), name);
      opened = 0;
      const unsaid = { kind: 'builder', job: 'app', build: 'b', platform: null, sha256: null };
      assert.equal(await releases.imageFrom('alice', pinnedSource.parse(unsaid)), null);
      assert.equal(opened, 0);
    });
  });
}
