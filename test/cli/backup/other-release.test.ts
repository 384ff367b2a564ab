import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashSecret, newSecret, visiblePrefix } from '../../../src/identity/credentials/secret.ts';
import { usePostgres } from '../../support/postgres.ts';
import { ask } from '../../support/request.ts';
import { callCommand } from '../support/call-command.ts';
import { type Kept, makeBackup } from './made-backup.ts';
import { passphrase, RestoredServer } from './restored-server.ts';

const account = randomUUID();
const secret = newSecret();
const now = Date.parse('2026-11-28T12:00:00Z');

/** What there was before accounts could be suspended, and tokens be described. */
const older: Kept = {
  schema: { sqlite: 'Migration20261122084849', postgresql: 'Migration20261122084908' },
  key: randomBytes(32),
  rows: [
    [
      'accounts',
      {
        ...{ id: account, name: 'alice', email: 'alice@example.org', password_hash: 'x' },
        ...{ active: true, admin: true, first: true, created_at: now, approved_at: now },
      },
    ],
    ['domains', { name: 'alice', account_id: account }],
    [
      'tokens',
      {
        ...{ id: randomUUID(), account_id: account, name: 'ci', prefix: visiblePrefix(secret) },
        ...{ secret_hash: hashSecret(secret), uses: 7, created_at: now, scopes: '["admin"]' },
      },
    ],
  ],
};

describe('a backup of another release', function () {
  this.timeout(120_000);
  const postgres = usePostgres();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-other-release-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const database of ['sqlite', 'postgresql'] as const) {
    it(`is brought up to date where that is older [${database}]`, async () => {
      const file = join(folder, `older-${database}.backup`);
      await makeBackup(file, passphrase, older);
      const FULMAR_SECRET_KEY = randomBytes(32).toString('base64');
      const onPostgres = () => ({ FULMAR_DATABASE_URL: postgres(), FULMAR_SECRET_KEY });
      await using restored = await RestoredServer.make(database === 'sqlite' ? {} : onPostgres());
      await restored.restore(file);
      await using server = await restored.start();
      const headers = { authorization: `Bearer ${secret}` };
      const { status, json } = await ask(server.url, '/api/v1/tokens', { headers });
      assert.equal(status, 200);
      assert.partialDeepStrictEqual(json, { data: [{ name: 'ci', description: null }] });
      const accounts = await ask(server.url, '/api/v1/accounts', { headers });
      assert.partialDeepStrictEqual(accounts.json, { data: [{ name: 'alice', suspension: null }] });
    });
  }

  it('is refused where that is newer, and changes nothing', async () => {
    const file = join(folder, 'newer.backup');
    const newest = 'Migration20991231000000';
    await makeBackup(file, passphrase, {
      ...older,
      schema: { sqlite: newest, postgresql: newest },
    });
    await using restored = await RestoredServer.make();
    const told = await restored.control('server/restore', { file, passphrase });
    assert.equal(told.code, 1);
    assert.match(
      told.text,
      /The backup is of release 0\.0\.1, which is newer than this program: install that one/,
    );
    assert.deepEqual(await readdir(restored.folder), []);
  });

  it('is restored by the program of an older release, which knows no later options', async () => {
    const program = join(folder, 'older-server');
    const asked = join(folder, 'asked.json');
    const counts = { rows: 7, accounts: 1, hosts: 0, tokens: 1, unikernels: 0 };
    const more = { contents: 0, missing: 0, version: '0.0.1' };
    const contents = { createdAt: '2026-11-28T12:00:00Z', ...counts, ...more };
    await writeFile(program, `#!/bin/sh\ncat > '${asked}'\necho '${JSON.stringify(contents)}'\n`, {
      mode: 0o755,
    });
    const words = ['server', 'restore', 'old.backup', '--data', folder, '--program', program];
    const environment = { PATH: process.env.PATH ?? '', FULMAR_BACKUP_PASSPHRASE: passphrase };
    const names = async (...options: readonly string[]) => {
      const told = await callCommand(folder, [...words, ...options], { environment });
      assert.equal(told.code, 0, told.stderr);
      return Object.keys(JSON.parse(await readFile(asked, 'utf8'))).sort();
    };
    assert.deepEqual(await names(), ['file', 'passphrase', 'replace']);
    const all = await names('--forget-images');
    assert.deepEqual(all, ['file', 'forgetImages', 'passphrase', 'replace']);
  });
});
