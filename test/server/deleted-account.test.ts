import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseLabel } from '../../src/albatross/names.ts';
import { createLogger } from '../../src/base/log.ts';
import { ExternalCredential } from '../../src/external-credentials/entity.ts';
import { Session } from '../../src/identity/sessions/entity.ts';
import { Token } from '../../src/identity/tokens/entity.ts';
import { readConfig } from '../../src/server/configuration.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { Upload } from '../../src/volumes/entity.ts';
import { UploadRecords } from '../../src/volumes/upload-records.ts';
import { gitHubToken } from '../external-credentials/credential-world.ts';
import { asBrowser } from '../identity/accounts/http-fixture.ts';
import { ask } from '../support/request.ts';
import { startTestServer } from '../support/test-server.ts';
import { Administrator } from './support/administrator.ts';

describe('an account that a server deletes', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-deleted-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const administrator = new Administrator();
  const whileServing = async <T>(work: (url: string) => Promise<T>): Promise<T> => {
    const config = readConfig({ FULMAR_DATA: folder, FULMAR_PORT: '0' });
    const server = await startTestServer(config, { log: createLogger('silent') });
    try {
      return await work(server.url);
    } finally {
      await server.close();
    }
  };

  /** Makes an account that has something in every room, and says its id. */
  const make = async (url: string): Promise<string> => {
    await administrator.signUp(url);
    const person = { email: 'bob@example.org', password: 'correct horse' };
    const signedUp = await ask(url, '/api/v1/accounts', { json: { name: 'bob', ...person } });
    const id = `${Object(signedUp.json).id}`;
    const active = { method: 'PATCH', json: { active: true } };
    await administrator.expect(200, url, `/accounts/${id}`, active);
    const headers = asBrowser(await ask(url, '/api/v1/session', { json: person }));
    const save = { method: 'PUT', json: { secret: gitHubToken }, headers };
    const saved = await ask(url, '/api/v1/external-credentials/github', save);
    assert.equal(saved.status, 200, saved.text);
    return id;
  };

  /** As another server has recorded it that does not run now. */
  const leaveUpload = async (): Promise<void> => {
    const database = await openDatabase({ file: join(folder, 'fulmar.sqlite') });
    const key = {
      host: parseLabel('one'),
      domain: parseLabel('bob'),
      volume: parseLabel('data'),
    };
    const record = {
      id: randomUUID(),
      key,
      sha256: null,
      volumeSize: 1,
      requestId: '-',
      credential: null,
    };
    const records = new UploadRecords(database, 'another');
    await records.put({ ...record, startedAt: new Date() }, randomUUID());
    await database.close();
  };

  it('takes with it what every room keeps for it', async () => {
    const accountId = await whileServing(make);
    await leaveUpload();
    await whileServing((url) =>
      administrator.expect(200, url, `/accounts/${accountId}`, { method: 'DELETE' }),
    );
    const database = await openDatabase({ file: join(folder, 'fulmar.sqlite') });
    try {
      const em = database.em();
      assert.equal(await em.count(ExternalCredential, { owner: accountId }), 0);
      assert.equal(await em.count(Session, { accountId }), 0);
      assert.equal(await em.count(Upload), 0);
      assert.equal(await em.count(Token, { accountId, revokedAt: null }), 0);
      assert.equal(await em.count(Token, { accountId }), 1, 'the default token is kept, revoked');
    } finally {
      await database.close();
    }
  });
});
