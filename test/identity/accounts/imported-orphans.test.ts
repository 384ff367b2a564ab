import assert from 'node:assert/strict';
import { type Label, parseLabel } from '../../../src/albatross/names.ts';
import { Account } from '../../../src/identity/accounts/entity.ts';
import { fromImport } from '../../../src/identity/accounts/waiting.ts';
import { asBrowser, type IdentityServer, serveIdentity } from './http-fixture.ts';
import { password } from './identity-fixture.ts';

const person = (name: string) => ({ name, email: `${name}@example.org`, password });

describe('an account that was taken over, waits for approval, and has something on a host', () => {
  let server: IdentityServer;
  let headers: Record<string, string>;
  const noted: Label[] = [];
  const left = { host: parseLabel('one'), name: parseLabel('web'), destroyed: true };
  beforeEach(async () => {
    noted.length = 0;
    server = await serveIdentity([], {
      orphans: async (domain) => {
        noted.push(domain);
        return async () => ({ unikernels: [left], errors: [] });
      },
    });
    await server.ask('/accounts', { json: person('ada') });
    const { email } = person('ada');
    headers = asBrowser(await server.ask('/session', { json: { email, password } }));
    const waiting = await server.ask('/accounts', { json: person('bob') });
    assert.equal(waiting.status, 201, waiting.text);
    const em = server.database.em();
    await em.nativeUpdate(Account, { name: parseLabel('bob') }, { waitsFrom: fromImport });
  });
  afterEach(() => server.close());

  it('is deleted with that, and leaves its name to nobody', async () => {
    const options = { method: 'DELETE', headers };
    const deleted = await server.ask('/accounts/bob?destroy=true', options);
    assert.deepEqual(deleted.json, { unikernels: [left], errors: [] });
    assert.deepEqual(noted, ['bob']);
    const json = { ...person('bob'), email: 'another@example.org' };
    const again = await server.ask('/accounts', { json });
    assert.partialDeepStrictEqual(again.json, { status: 409, code: 'name-taken' });
  });

  it('is refused with that', async () => {
    const options = { method: 'PATCH', json: { active: false }, headers };
    const refused = await server.ask('/accounts/bob?destroy=true', options);
    const leftovers = { unikernels: [left], errors: [] };
    assert.partialDeepStrictEqual(refused.json, { leftovers });
  });
});
