import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createSecretBox } from '../../src/database/secret-box.ts';
import { Account } from '../../src/identity/accounts/entity.ts';
import { AccountSecret } from '../../src/secrets/entity.ts';
import { openValue, resealValues } from '../../src/secrets/sealing.ts';
import { AccountSecrets } from '../../src/secrets/secrets.ts';
import { makeIdentity, person } from '../identity/accounts/identity-fixture.ts';
import { OwnServer } from '../support/own-server.ts';
import type { Ask } from '../support/request.ts';

const value = 'q3Jt0c5yXv9Zr8wQm1Lk2Pz7Td6Hs4Bn';

describe('secrets', () => {
  let server: OwnServer;
  before(async () => {
    server = await OwnServer.open();
  });
  after(() => server?.close());

  const put = (name: string, json: unknown = { value }, more: Ask = {}) =>
    server.ask(`/secrets/${name}`, { method: 'PUT', json, ...more });
  const remove = (name: string, more: Ask = {}) =>
    server.ask(`/secrets/${name}`, { method: 'DELETE', ...more });
  const list = async (): Promise<{ name: string; createdAt: string; changedAt: string }[]> =>
    Object((await server.expect(200, '/secrets')).json).data;
  const statusOf = async (told: Promise<{ status: number }>) => (await told).status;
  const codeOf = async (told: Promise<{ json: unknown }>) => Object((await told).json).code;

  it('are saved, listed by name, replaced and removed, and never shown', async () => {
    const made = await put('DNS_KEY');
    assert.equal(made.status, 201, made.text);
    assert.equal(await statusOf(put('ADMIN')), 201);
    const [admin, before] = await list();
    assert.deepEqual([admin?.name, before?.name], ['ADMIN', 'DNS_KEY']);
    assert.deepEqual(made.json, before);
    assert.equal(before?.createdAt, before?.changedAt);
    const replaced = await put('DNS_KEY', { value: 'another' });
    assert.deepEqual([replaced.status, replaced.text], [204, '']);
    const after = (await list())[1];
    assert.equal(after?.createdAt, before?.createdAt);
    assert.ok(`${after?.changedAt}` >= `${before?.changedAt}`);
    assert.deepEqual(Object.keys(after ?? {}).sort(), ['changedAt', 'createdAt', 'name']);
    for (const name of ['ADMIN', 'DNS_KEY']) assert.equal(await statusOf(remove(name)), 204);
    assert.equal(await codeOf(remove('DNS_KEY')), 'secret-unknown');
    assert.deepEqual(await list(), []);
  });

  for (const name of ['dns', '1A', 'A-B', 'A.B', 'Ä', 'A'.repeat(65), '%20']) {
    it(`have names of their own form [${name}]`, async () => {
      assert.equal(await codeOf(put(name)), 'invalid-path');
    });
  }

  for (const [what, json] of [
    ['nothing', {}],
    ['an empty one', { value: '' }],
    ['a number', { value: 1 }],
    ['a NUL', { value: 'a\0b' }],
    ['half a character', { value: '\ud800' }],
    ['4097 octets', { value: `${'ä'.repeat(2048)}a` }],
    ['more than a value', { value, name: 'X' }],
  ] as const) {
    it(`have values of 1 octet to 4 KiB [not ${what}]`, async () => {
      assert.equal(await codeOf(put('REFUSED', json)), 'invalid-body');
      assert.deepEqual(await list(), []);
    });
  }

  for (const text of ['x', 'ä'.repeat(2048), 'two words', 'lines\n']) {
    it(`have values of 1 octet to 4 KiB [${text.slice(0, 9)}]`, async () => {
      assert.equal(await statusOf(put('TAKEN', { value: text })), 201);
      assert.equal(await statusOf(remove('TAKEN')), 204);
    });
  }

  it('are listed and written by tokens that are for that, and by no others', async () => {
    const { administrator, url } = server;
    const token = (scopes: readonly string[]) => administrator.makeToken(url, scopes);
    const reader = { token: await token(['secrets:read']) };
    const writer = { token: await token(['secrets:write']) };
    const deployer = { token: await token(['unikernels:write', 'tokens:write']) };
    assert.equal(await statusOf(put('A', { value }, writer)), 201);
    assert.equal(await statusOf(server.ask('/secrets', writer)), 200);
    assert.equal(await statusOf(server.ask('/secrets', reader)), 200);
    for (const by of [reader, deployer]) {
      assert.equal(await codeOf(put('A', { value }, by)), 'scope-missing');
      assert.equal(await codeOf(remove('A', by)), 'scope-missing');
    }
    assert.equal(await codeOf(server.ask('/secrets', deployer)), 'scope-missing');
    assert.equal(await statusOf(remove('A', writer)), 204);
  });

  it('are at most 100, also when they are saved at once', async () => {
    const names = Array.from({ length: 104 }, (_, index) => `S_${index}`);
    const statuses = await Promise.all(names.map((name) => statusOf(put(name))));
    assert.equal(statuses.filter((status) => status === 201).length, 100);
    assert.equal(statuses.filter((status) => status === 409).length, 4);
    const kept = await list();
    assert.equal(await statusOf(put(`${kept[0]?.name}`, { value: 'again' })), 204);
    assert.equal(await codeOf(put('ONE_MORE')), 'limit-reached');
    for (const { name } of kept) assert.equal(await statusOf(remove(name)), 204);
  });
});

describe('secrets at rest', () => {
  it('are sealed, each for its own row, and need an older key no more once resealed', async () => {
    const identity = await makeIdentity();
    const { database, clock } = identity;
    const { account } = await person(identity, 'ada');
    const older = randomBytes(32);
    const newer = randomBytes(32);
    const keep = new AccountSecrets({
      database,
      box: createSecretBox([older]),
      clock: clock.tell,
    });
    await keep.save(account, 'A', value);
    await keep.save(account, 'B', 'another value');
    const rows = JSON.stringify(await database.em().execute('select * from secrets'));
    assert.ok(!rows.includes(value.slice(0, 12)) && !rows.includes('another'));
    const both = createSecretBox([newer, older]);
    const alone = createSecretBox([newer]);
    assert.equal(await resealValues(database, alone), 0, 'nothing opens them');
    const lost = new AccountSecrets({ database, box: alone, clock: clock.tell });
    assert.deepEqual([...(await lost.valuesOf('ada')).values()], [null, null]);
    assert.equal(await resealValues(database, both), 2);
    assert.equal(await resealValues(database, both), 0);
    assert.deepEqual(
      [...(await lost.valuesOf('ada'))],
      [
        ['A', value],
        ['B', 'another value'],
      ],
    );
    const [first, second] = await database
      .em()
      .findAll(AccountSecret, { orderBy: { name: 'asc' } });
    assert.ok(first && second);
    const swapped = Object.assign(first, { sealedValue: second.sealedValue });
    assert.equal(openValue(alone, swapped), null);
    await database.close();
  });

  it('end with their account', async () => {
    const identity = await makeIdentity();
    const { database, clock } = identity;
    await person(identity, 'ada');
    const { account } = await person(identity, 'bob');
    const box = createSecretBox([randomBytes(32)]);
    const secrets = new AccountSecrets({ database, box, clock: clock.tell });
    await secrets.save(account, 'A', value);
    await identity.users.remove(account.id);
    assert.deepEqual(await secrets.list('bob'), []);
    assert.equal(await database.em().count(Account, { name: account.name }), 0);
    await assert.rejects(secrets.save(account, 'A', value), /account-unknown/);
    await database.close();
  });
});
