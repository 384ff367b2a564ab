import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ExternalCredential } from '../../src/external-credentials/entity.ts';
import { Session } from '../../src/identity/sessions/entity.ts';
import { Token } from '../../src/identity/tokens/entity.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { gitHubToken } from '../external-credentials/credential-world.ts';
import { asBrowser } from '../identity/accounts/http-fixture.ts';
import { OwnServer } from '../support/own-server.ts';
import { ask } from '../support/request.ts';

describe('an account that a server deletes', () => {
  let server: OwnServer;
  before(async () => {
    server = await OwnServer.open();
  });
  after(() => server.close());

  it('takes with it what every room keeps for it', async () => {
    const person = { email: 'bob@example.org', password: 'correct horse' };
    const signedUp = await ask(server.url, '/api/v1/accounts', {
      json: { name: 'bob', ...person },
    });
    const accountId = `${Object(signedUp.json).id}`;
    await server.expect(200, `/users/${accountId}`, { method: 'PATCH', json: { active: true } });
    const headers = asBrowser(await ask(server.url, '/api/v1/session', { json: person }));
    const path = '/api/v1/external-credentials/github';
    const json = { secret: gitHubToken };
    const saved = await ask(server.url, path, { method: 'PUT', json, headers });
    assert.equal(saved.status, 200, saved.text);
    await server.expect(200, `/users/${accountId}`, { method: 'DELETE' });

    const database = await openDatabase({ file: join(server.folder, 'data', 'fulmar.sqlite') });
    try {
      const em = database.em();
      assert.equal(await em.count(ExternalCredential, { owner: accountId }), 0);
      assert.equal(await em.count(Session, { accountId }), 0);
      assert.equal(await em.count(Token, { accountId, revokedAt: null }), 0);
      assert.equal(await em.count(Token, { accountId }), 1, 'the default token is kept, revoked');
    } finally {
      await database.close();
    }
  });
});
