import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { parseLabel } from '../../../src/albatross/names.ts';
import { systemClock } from '../../../src/base/clock.ts';
import type { Database } from '../../../src/database/database.ts';
import { createSecretBox, type SecretBox } from '../../../src/database/secret-box.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import type { Requester } from '../../../src/sources/requester.ts';
import { DeploymentRecords } from '../../../src/unikernels/deployment-records.ts';
import type { KnownOrigin } from '../../../src/unikernels/origins/origin.ts';
import { defaultArguments } from '../../../src/unikernels/plan-arguments.ts';
import { createRegistry } from '../../../src/unikernels/registry/create-registry.ts';
import { StoredUnikernel } from '../../../src/unikernels/registry/entity.ts';
import { resealReleases } from '../../../src/unikernels/releases/reseal-releases.ts';
import { resealConfigs } from '../../../src/unikernels/reseal-configs.ts';
import { RoundSources } from '../../../src/unikernels/updates/round-sources.ts';
import { UpdateLooks } from '../../../src/unikernels/updates/update-looks.ts';
import { tokenActor } from '../../support/actors.ts';
import { usePostgres } from '../../support/postgres.ts';
import { StandInSources } from './stand-in-sources.ts';

const key = { host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel('hello') };
const digest = 'ab'.repeat(32);
const origin: KnownOrigin = {
  origin: { kind: 'builder', from: 'secret-job', version: 'first', page: null },
  source: { kind: 'builder', job: 'hello' },
  pinned: { kind: 'builder', job: 'hello', build: 'first', platform: 'SECRET', sha256: digest },
};

for (const dialect of ['SQLite', 'PostgreSQL']) {
  describe(`what is stored of sources [${dialect}]`, () => {
    const postgres = dialect === 'PostgreSQL' ? usePostgres() : () => null;
    const [older, newer] = [randomBytes(32), randomBytes(32)];
    let database: Database;
    beforeEach(async () => {
      const url = postgres();
      database = await openDatabase(url === null ? { memory: true } : { url });
      await database.orm.schema.refresh();
    });
    afterEach(() => database.close());

    const memoryWith = (box: SecretBox) =>
      createRegistry({
        database,
        box,
        clock: systemClock,
        imagesShare: Number.MAX_SAFE_INTEGER,
        maxReleases: 5,
      });

    async function deployed(box: SecretBox): Promise<void> {
      const memory = memoryWith(box);
      const records = new DeploymentRecords({ database, box, ...memory, clock: systemClock });
      const by = { actor: tokenActor(['unikernels:write']), requestId: 'r' };
      const what = { key, action: 'create', digest, config: defaultArguments, by } as const;
      const deployment = records.draft({ ...what, origin, runningSince: null, replaces: false });
      await records.begin(deployment);
      await records.finish(deployment, { state: 'succeeded', error: null });
    }

    it('is sealed, and sealed anew with a newer key', async () => {
      await deployed(createSecretBox([older]));
      const rows = async () => [
        await database.em().execute('select * from deployments'),
        await database.em().execute('select * from releases'),
      ];
      assert.ok(!JSON.stringify(await rows()).includes('SECRET'));
      const both = createSecretBox([newer, older]);
      assert.equal(await resealConfigs(database, both), 1);
      assert.equal(await resealReleases(database, both), 1);
      const { releases } = memoryWith(createSecretBox([newer]));
      const [release] = await releases.list(key);
      assert.deepEqual(release && releases.originOf(release), origin);
      const old = memoryWith(createSecretBox([older])).releases;
      assert.equal(release && old.originOf(release), null);
    });

    function looksAt(sources: StandInSources, memory: ReturnType<typeof memoryWith>): UpdateLooks {
      const sourced = {
        asking: <T>(_: string, _signal: AbortSignal, ask: (requester: Requester) => Promise<T>) =>
          ask({ account: 'alice', accountId: 'alice' }),
      };
      const accounts = { activeOf: async () => tokenActor([]).account };
      return new UpdateLooks({
        ...{ database, ...memory, sourced, sources, accounts, clock: systemClock },
      });
    }

    it('is not about an image that was replaced while its source was asked', async () => {
      const box = createSecretBox([older]);
      await deployed(box);
      const memory = memoryWith(box);
      const sources = new StandInSources();
      sources.builds.push({ id: 'second', image: Buffer.from('second'), digest: 'cd'.repeat(32) });
      const known = await memory.registry.find(key);
      assert.ok(known);
      await database
        .em()
        .nativeUpdate(StoredUnikernel, { id: known.id }, { digest: 'cd'.repeat(32) });
      const look = await looksAt(sources, memory).ask(known, new AbortController().signal);
      assert.equal(look?.newer?.origin.version, 'second');
      assert.equal((await memory.registry.find(key))?.updateLook, null);
      const events = await database.em().execute("select * from events where type like 'image%'");
      assert.deepEqual(events, []);
    });

    it('is asked about once a day, the longest ago first, and remembered', async () => {
      const box = createSecretBox([older]);
      await deployed(box);
      const memory = memoryWith(box);
      const sources = new StandInSources();
      sources.builds.push({ id: 'second', image: Buffer.from('second'), digest: 'cd'.repeat(32) });
      const looks = looksAt(sources, memory);
      const dayAgo = new Date(Date.now() - 24 * 3600 * 1000);
      const [due] = await memory.registry.lookedAtBefore(dayAgo, 10);
      assert.equal(due?.key.name, 'hello');
      assert.ok(due);
      await looks.lookAgain(due, {
        sources: new RoundSources(sources, new Map(), systemClock),
        signal: new AbortController().signal,
      });
      assert.deepEqual(await memory.registry.lookedAtBefore(dayAgo, 10), []);
      const known = await memory.registry.find(key);
      assert.equal(known?.updateLook?.newer?.origin.version, 'second');
      const later = await memory.registry.lookedAtBefore(new Date(Date.now() + 1_000), 10);
      assert.equal(later.length, 1);
    });
  });
}
