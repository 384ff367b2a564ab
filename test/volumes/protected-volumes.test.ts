import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseLabel } from '../../src/albatross/names.ts';
import { Account } from '../../src/identity/accounts/entity.ts';
import { volumesOfAccounts } from '../../src/volumes/volumes-of-accounts.ts';
import { tokenActor } from '../support/actors.ts';
import { type Ask, ask } from '../support/request.ts';
import { mebibyte, VolumeWorld } from './volume-world.ts';

describe('a protected volume', () => {
  let world: VolumeWorld;
  const collection = '/api/v1/hosts/one/volumes';
  const path = `${collection}/data`;
  const content = Buffer.alloc(mebibyte, 'a');

  beforeEach(async () => {
    world = await VolumeWorld.open({
      actors: {
        alice: tokenActor(['volumes:write']),
        bob: tokenActor(['volumes:write'], { account: 'bob' }),
        reader: tokenActor(['volumes:read']),
      },
    });
    await call(collection, { json: { name: 'data', size: 1 } });
    await call(`${path}/data`, { method: 'PUT', body: content });
  });
  afterEach(() => world.close());

  const call = (path: string, options: Ask = {}) =>
    ask(world.url, path, { token: 'alice', ...options });
  const protect = (deletionProtection: boolean, token = 'alice') =>
    call(path, { method: 'PATCH', json: { deletionProtection }, token });
  const volume = {
    host: 'one',
    name: 'data',
    account: 'alice',
    foreign: false,
    size: 1,
    inUse: false,
  };

  it('says so wherever it is shown', async () => {
    const { status, json } = await protect(true);
    assert.equal(status, 200);
    const shown = { ...volume, deletionProtection: true };
    assert.deepEqual(json, shown);
    assert.deepEqual((await call(path)).json, shown);
    assert.deepEqual((await call(collection)).json, { data: [shown], next: null });
    const across = { data: [shown], errors: [], next: null };
    assert.deepEqual((await call('/api/v1/volumes')).json, across);
  });

  for (const query of ['', '?direct=true', '?empty=true']) {
    it(`is not overwritten [${query}]`, async () => {
      await protect(true);
      world.emulator.commands.clear();
      const refused = await call(`${path}/data${query}`, { method: 'PUT', body: content });
      assert.equal(refused.status, 409, refused.text);
      assert.match(refused.text, /"code":"protected"/);
      assert.equal(world.seen('block-set'), 0);
    });
  }

  it('is not removed, until its protection is lifted', async () => {
    await protect(true);
    const refused = await call(path, { method: 'DELETE' });
    assert.equal(refused.status, 409);
    assert.match(refused.text, /"code":"protected"/);
    assert.equal((await call(path)).status, 200);
    await protect(false);
    assert.equal((await call(path, { method: 'DELETE' })).status, 204);
  });

  it('can be read', async () => {
    await protect(true);
    assert.equal((await call(`${path}/data`)).status, 200);
  });

  it('stays protected when the server starts anew', async () => {
    await protect(true);
    await world.stop();
    await world.start();
    assert.equal((await call(path, { method: 'DELETE' })).status, 409);
  });

  it('protects no other one: not of that name elsewhere, nor made after it', async () => {
    await protect(true);
    await call(collection, { json: { name: 'data', size: 1 }, token: 'bob' });
    assert.equal((await call(path, { method: 'DELETE', token: 'bob' })).status, 204);
    await world.removeContent('alice:data');
    await world.emulator.restart();
    const created = await call(collection, { json: { name: 'data', size: 1 } });
    assert.partialDeepStrictEqual(created, { status: 201, json: { deletionProtection: false } });
    assert.equal((await call(path, { method: 'DELETE' })).status, 204);
  });

  it('is one that there is, and its protection is changed by who may', async () => {
    assert.equal((await protect(true, 'reader')).status, 403);
    assert.equal((await protect(true, 'bob')).status, 404);
    assert.equal((await call(path, { method: 'PATCH', json: {} })).status, 400);
  });

  it('is not protected any more when its account has ended', async () => {
    await protect(true);
    const em = world.database.em();
    const account = em.create(Account, {
      ...{ id: randomUUID(), name: parseLabel('alice'), email: 'alice@example.org' },
      ...{ passwordHash: '', active: true, admin: false, createdAt: new Date(), approvedAt: null },
    });
    await em.flush();
    const counts = await volumesOfAccounts.count?.(em, account);
    assert.deepEqual(counts, { volumes: 1, uploads: 0 });
    await world.database.transaction(async (inside) =>
      volumesOfAccounts.end?.(inside, account.id, new Date()),
    );
    assert.equal((await call(path, { method: 'DELETE' })).status, 204);
  });

  it('is not one that waits for an upload', async () => {
    const cut = world.emulator.faults.add(
      { kind: 'reset-request', afterOctets: 1000 },
      { command: 'block-set' },
    );
    const upload = await call(`${path}/data`, { method: 'PUT', body: content });
    assert.match(upload.text, /"kept":true/);
    const owner = { id: randomUUID(), name: parseLabel('alice') };
    const counts = await volumesOfAccounts.count?.(world.database.em(), owner);
    assert.equal(counts?.uploads, 1);
    const refused = await protect(true);
    assert.equal(refused.status, 409, refused.text);
    assert.match(refused.text, /"code":"volume-busy"/);
    cut.release();
    await world.untilDelivered();
    await world.untilFree('data');
    assert.equal((await protect(true)).status, 200);
  });
});
