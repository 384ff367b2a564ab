import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { AuditEvent } from '../../src/audit/entity.ts';
import {
  asBrowser,
  type IdentityServer,
  serveIdentity,
} from '../identity/accounts/http-fixture.ts';
import { password } from '../identity/accounts/identity-fixture.ts';
import { eventsIn, type AuditEvent as ToldEvent } from './support/events.ts';

const ada = { name: 'ada', email: 'ada@example.org', password };
const bob = { name: 'bob', email: 'bob@example.org', password };

describe('the audit', () => {
  let server: IdentityServer;
  let admin: Record<string, string>;

  beforeEach(async () => {
    server = await serveIdentity();
    await server.ask('/accounts', { json: ada });
    admin = await signIn(ada.email);
  });
  afterEach(() => server.close());

  const signIn = async (email: string) =>
    asBrowser(await server.ask('/session', { json: { email, password } }));

  const read = async (query = '', headers = admin): Promise<readonly ToldEvent[]> =>
    eventsIn(await server.ask(`/audit${query}`, { headers }));

  const addBob = async (): Promise<Record<string, string>> => {
    const { id } = Object((await server.ask('/accounts', { json: bob })).json);
    const approval = { method: 'PATCH', json: { active: true }, headers: admin };
    assert.equal((await server.ask(`/accounts/${id}`, approval)).status, 200);
    return await signIn(bob.email);
  };

  const makeToken = async (headers: Record<string, string>) => {
    const json = { name: 'ci', scopes: ['tokens:write'] };
    return Object((await server.ask('/tokens', { json, headers })).json);
  };

  it('says who changed what, with what, from where, and what came of it', async () => {
    const { id, prefix, secret } = await makeToken(admin);
    const headers = { 'x-request-id': 'renamed-by-ci', 'user-agent': 'curl/8' };
    const change = { method: 'PATCH', json: { name: 'other' }, token: secret, headers };
    assert.equal((await server.ask(`/tokens/${id}`, change)).status, 200);
    const [renamed, made, ...earlier] = await read();
    const at = server.clock.tell().toISOString();
    assert.deepEqual(renamed, {
      id: renamed?.id,
      at,
      account: 'ada',
      credential: 'token',
      token: { name: 'ci', prefix },
      address: '127.0.0.1',
      action: 'changeToken',
      object: `tokens/${id}`,
      domain: null,
      outcome: 'succeeded',
      status: 200,
      requestId: 'renamed-by-ci',
      count: 1,
      lastAt: at,
    });
    assert.partialDeepStrictEqual(made, {
      action: 'createToken',
      object: `tokens/${id}`,
      credential: 'session',
      token: null,
      status: 201,
    });
    assert.deepEqual(
      earlier.map(({ action, account }) => [action, account]),
      [
        ['signIn', 'ada'],
        ['signUp', 'ada'],
      ],
    );
  });

  it('records a change that was refused, and none that was only a look', async () => {
    const bobs = await addBob();
    const before = (await read()).length;
    await server.ask('/account', { headers: bobs });
    const wrong = { password: 'another one', currentPassword: 'wrong' };
    await server.ask('/account', { method: 'PATCH', json: wrong, headers: bobs });
    await server.ask('/accounts/nobody', { method: 'DELETE', headers: bobs });
    const events = await read();
    assert.deepEqual(
      events
        .slice(0, events.length - before)
        .map(({ outcome, status, object }) => [outcome, status, object]),
      [
        ['admin-only', 403, 'accounts/nobody'],
        ['password-wrong', 403, 'account'],
      ],
    );
  });

  it('keeps no secret, wherever one is sent', async () => {
    const { secret } = await makeToken(admin);
    const cookie = (admin.cookie ?? '').slice('fulmar_session='.length);
    await server.ask(`/tokens/${secret}`, { method: 'DELETE', token: secret });
    await server.ask(`/tokens/x?account=${secret}`, { method: 'DELETE', token: secret });
    await server.ask('/session', { json: { email: password, password: `${password}!` } });
    const basic = `Basic ${Buffer.from(`token:${password}`).toString('base64')}`;
    await server.ask('/account', { headers: { authorization: basic } });
    await read();
    const rows = await server.database.em().execute('select * from audit_events');
    const kept = JSON.stringify(rows);
    const counts = (await read('?outcome=failed')).map(({ count }) => count);
    assert.equal(
      counts.reduce((sum, count) => sum + count, 0),
      4,
    );
    for (const each of [secret, secret.slice(9), cookie, password]) assert.ok(!kept.includes(each));
  });

  it('counts refusals that are alike as one event for an hour, for whomever they concern', async () => {
    const { id, secret, prefix } = await makeToken(admin);
    await server.ask(`/tokens/${id}`, { method: 'DELETE', headers: admin });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await server.ask('/tokens/current', { token: secret });
      server.clock.pass(60_000);
    }
    await server.ask('/tokens/current', { token: 'nonsense' });
    await server.ask('/session', { json: { email: ada.email, password: 'wrong wrong' } });
    const [signedIn, unknown, revoked] = await read('?outcome=failed');
    assert.partialDeepStrictEqual(signedIn, { account: 'ada', outcome: 'sign-in-refused' });
    assert.partialDeepStrictEqual(unknown, { account: null, token: null, count: 1 });
    assert.partialDeepStrictEqual(revoked, {
      account: 'ada',
      token: { name: 'ci', prefix },
      outcome: 'credential-revoked',
      status: 401,
      count: 5,
    });
    const [first, last] = [Date.parse(revoked?.at ?? ''), Date.parse(revoked?.lastAt ?? '')];
    assert.equal(last - first, 4 * 60_000);
    server.clock.pass(60 * 60_000);
    await server.ask('/tokens/current', { token: secret });
    const counts = (await read('?outcome=credential-revoked')).map(({ count }) => count);
    assert.deepEqual(counts, [1, 5]);
  });

  it('does not mind who shows no credential at all', async () => {
    const before = (await read()).length;
    await server.ask('/tokens', { json: { name: 'ci', scopes: [] } });
    await server.ask('/account');
    assert.equal((await read()).length, before);
  });

  it('shows everybody their own, and all to an administrator', async () => {
    const bobs = await addBob();
    const { secret } = await makeToken(bobs);
    const own = await read('', bobs);
    assert.deepEqual([...new Set(own.map(({ account }) => account))], ['bob']);
    assert.ok((await read()).some(({ account }) => account === 'bob'));
    assert.ok((await read('?account=ada')).every(({ account }) => account === 'ada'));
    assert.deepEqual(await read('?account=bob', bobs), own);
    const curious = await server.ask('/audit?account=ada', { headers: bobs });
    assert.deepEqual([curious.status, Object(curious.json).code], [403, 'admin-only']);
    const token = await server.ask('/audit', { token: secret });
    assert.deepEqual([token.status, Object(token.json).code], [403, 'admin-only']);
    const json = { name: 'auditor', scopes: ['admin'] };
    const auditor = Object((await server.ask('/tokens', { json, headers: admin })).json);
    assert.equal((await server.ask('/audit', { token: auditor.secret })).status, 200);
  });

  it('filters by action, object, outcome and time', async () => {
    const { id } = await makeToken(admin);
    server.clock.pass(60_000);
    const since = server.clock.tell().toISOString();
    const { id: other } = await makeToken(admin);
    await server.ask(`/tokens/${other}`, { method: 'DELETE', headers: admin });
    const objects = async (query: string) => (await read(query)).map(({ object }) => object);
    assert.deepEqual(await objects('?action=revokeToken'), [`tokens/${other}`]);
    assert.deepEqual(await objects(`?object=tokens/${id}`), [`tokens/${id}`]);
    assert.equal((await read('?object=tokens')).length, 3);
    assert.deepEqual(await objects('?object=token'), []);
    assert.deepEqual(await objects(`?since=${since}`), [`tokens/${other}`, `tokens/${other}`]);
    assert.equal((await read(`?object=tokens&until=${since}`)).length, 1);
    assert.deepEqual(await objects('?outcome=failed'), []);
    assert.equal((await server.ask('/audit?since=yesterday', { headers: admin })).status, 400);
    assert.equal((await server.ask('/audit?object=%25', { headers: admin })).status, 400);
  });

  it('comes in pages, each event once, whatever happens meanwhile', async () => {
    for (let made = 0; made < 7; made += 1) await makeToken(admin);
    const all = (await read()).map(({ id }) => id);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor ? `?limit=3&cursor=${cursor}` : '?limit=3';
      const page = await server.ask(`/audit${query}`, { headers: admin });
      seen.push(...eventsIn(page).map(({ id }) => id));
      await makeToken(admin);
      cursor = Object(page.json).next;
    }
    assert.deepEqual(seen, all);
  });

  it('is kept for as many days as it is to be', async () => {
    await makeToken(admin);
    const kept = (await read()).length;
    server.clock.passDays(399);
    await server.audit.purge();
    admin = await signIn(ada.email);
    assert.equal((await read()).length, kept + 1);
    server.clock.passDays(2);
    await server.audit.purge();
    assert.deepEqual(
      (await read()).map(({ action }) => action),
      ['signIn'],
    );
  });

  it('is forgotten in steps, between which others are served', async () => {
    await makeToken(admin);
    const { database, clock } = server;
    const [made] = await database.em().find(AuditEvent, { action: 'createToken' });
    assert.ok(made);
    const { id: _id, ...event } = made;
    await database.em().insertMany(
      AuditEvent,
      Array.from({ length: 2_500 }, () => ({ ...event })),
    );
    clock.passDays(401);
    let isOver = false;
    const purging = server.audit.purge().then(() => {
      isOver = true;
    });
    const left = new Set<number>();
    while (!isOver) {
      left.add(await database.em().count(AuditEvent, {}));
      await turn();
    }
    await purging;
    assert.equal(await database.em().count(AuditEvent, {}), 0);
    assert.ok(left.size > 1, [...left].join(', '));
  });
});
