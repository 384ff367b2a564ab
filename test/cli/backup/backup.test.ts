import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { until } from '../../server/support/until.ts';
import { OwnServer } from '../../support/own-server.ts';
import { usePostgres } from '../../support/postgres.ts';
import { formOf } from '../../unikernels/deploy-form.ts';
import { callCommand } from '../support/call-command.ts';
import { BusyClients } from './busy-clients.ts';
import { passphrase, RestoredServer } from './restored-server.ts';

const tokenList = z.object({
  data: z.array(z.object({ id: z.string(), description: z.string().nullable() })),
});

const history = '/hosts/one/unikernels/web/console/history?order=asc';

const lineList = z.object({
  data: z.array(z.object({ number: z.number(), timestamp: z.string(), line: z.string() })),
});

const databases = ['sqlite', 'postgresql'] as const;

for (const from of databases) {
  describe(`a backup while 20 clients write [${from}]`, function () {
    this.timeout(180_000);
    const source = from === 'postgresql' ? usePostgres() : null;
    const target = usePostgres();
    let server: OwnServer;
    let file: string;
    let answered: ReadonlyMap<string, number>;
    let kept: z.output<typeof lineList>['data'];

    const settings = (url: string) => ({
      FULMAR_DATABASE_URL: url,
      FULMAR_SECRET_KEY: randomBytes(32).toString('base64'),
    });

    before(async () => {
      server = await OwnServer.open({}, source ? settings(source()) : {});
      const body = formOf([
        ['config', { name: 'web' }],
        ['image', sampleImage()],
      ]);
      await server.expect(201, '/hosts/one/unikernels', { body });
      await until(async () => {
        kept = lineList.parse((await server.expect(200, history)).json).data;
        return kept.length > 0;
      });
      const clients = new BusyClients(server, 20);
      answered = await clients.untilAnswered(3, 20);
      file = join(server.folder, 'all.backup');
      const words = ['server', 'backup', file, '--images', '--consoles'];
      const environment = {
        FULMAR_DATA: join(server.folder, 'data'),
        FULMAR_BACKUP_PASSPHRASE: passphrase,
      };
      const told = await callCommand(server.folder, words, { environment });
      await clients.stop();
      assert.equal(told.code, 0, told.stderr);
      assert.match(
        told.stdout,
        /all\.backup: [\d.]+ KiB, verified: accounts: 1, hosts: 1, tokens: \d+/,
      );
    });
    after(() => server?.close());

    it('is its owner’s alone, and leaves nothing beside it', async () => {
      assert.equal((await stat(file)).mode & 0o777, 0o600);
      const names = [
        ...(await readdir(server.folder)),
        ...(await readdir(join(server.folder, 'data'))),
      ];
      assert.deepEqual(
        names.filter((name) => /unfinished|snapshot/.test(name)),
        [],
      );
    });

    it('knows that images are not here which are not in it', async () => {
      const bare = join(server.folder, 'bare.backup');
      const environment = {
        FULMAR_DATA: join(server.folder, 'data'),
        FULMAR_BACKUP_PASSPHRASE: passphrase,
      };
      const told = await callCommand(server.folder, ['server', 'backup', bare], { environment });
      assert.equal(told.code, 0, told.stderr);
      await using restored = await RestoredServer.make();
      await restored.restore(bare);
      await restored.ask(server.administrator, async (_get, url) => {
        const image = '/hosts/one/unikernels/web/releases/1/image';
        const { json } = await server.administrator.ask(url, image);
        assert.partialDeepStrictEqual(json, { code: 'image-not-kept' });
      });
    });

    for (const to of databases) {
      it(`opens elsewhere, and nothing is missing that was answered before it began [${to}]`, async () => {
        await using restored = await RestoredServer.make(
          to === 'postgresql' ? settings(target()) : {},
        );
        await restored.restore(file);
        const { administrator } = server;
        await restored.ask(administrator, async (get, url) => {
          const { data } = tokenList.parse(await get('/tokens'));
          const found = new Map(data.map(({ id, description }) => [id, Number(description)]));
          for (const [id, number] of answered) assert.ok((found.get(id) ?? 0) >= number);
          assert.partialDeepStrictEqual(await get('/automation'), { paused: true });
          assert.match(
            `${Reflect.get(await get('/automation'), 'reason')}`,
            /restored from a backup/,
          );
          // A session that was open then has ended.
          assert.equal(Reflect.get(await get('/account/sessions'), 'data').length, 1);
          // The key of the host opens, and the release is there.
          await get('/hosts/one/check', { method: 'POST' });
          const rolled = await get('/hosts/one/unikernels/web/releases');
          assert.equal(Reflect.get(rolled, 'data').length, 1);
          await administrator.expect(200, url, '/hosts/one/unikernels/web/releases/1/image');
        });
      });
    }

    describe('while the host is away, of which consoles would be read again', () => {
      before(() => server.emulator.close());

      for (const to of databases) {
        it(`has what unikernels have printed, if that was asked for [${to}]`, async () => {
          const linesIn = async (backup: string) => {
            await using restored = await RestoredServer.make(
              to === 'postgresql' ? settings(target()) : {},
            );
            await restored.restore(backup, { replace: true });
            let lines: typeof kept = [];
            await restored.ask(server.administrator, async (get) => {
              lines = lineList.parse(await get(history)).data;
            });
            return lines;
          };
          assert.deepEqual((await linesIn(file)).slice(0, kept.length), kept);
          assert.deepEqual(await linesIn(join(server.folder, 'bare.backup')), []);
        });
      }
    });
  });
}
