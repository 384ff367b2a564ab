import assert from 'node:assert/strict';
import type { Emulator } from '../../src/emulator/emulator.ts';
import type { FulmarServer } from '../../src/server/start-server.ts';
import { ask } from '../support/request.ts';
import { useTwoServers } from '../support/two-servers.ts';
import type { Administrator } from './support/administrator.ts';
import { until } from './support/until.ts';

const scopes = ['unikernels:write', 'volumes:write', 'hosts:read', 'tokens:read'];

describe('two servers on one PostgreSQL database', function () {
  this.timeout(60_000);
  const servers = useTwoServers();
  let administrator: Administrator;
  let emulator: Emulator;
  let one: FulmarServer;
  let other: FulmarServer;
  let token: string;
  before(async () => {
    ({ administrator, emulator, one, other } = servers());
    token = await administrator.makeToken(one.url, scopes);
  });

  const askOther = (path: string, options: Parameters<typeof ask>[2] = {}) =>
    ask(`${other.url}/api/v1`, path, { token, ...options });

  it('let go of a host that the other has removed', async () => {
    await administrator.addHost(one.url, 'two', emulator);
    await until(async () => (await askOther('/hosts/two')).status === 200);
    await administrator.expect(204, one.url, '/hosts/two', { method: 'DELETE' });
    await until(async () => (await askOther('/hosts/two')).status === 404);
  });

  it('know what either was told: accounts, sessions, tokens and, in a second, hosts', async () => {
    await administrator.expect(200, other.url, '/account');
    await until(async () => (await askOther('/hosts/one')).status === 200);
    const made = await askOther('/hosts/one/volumes', { json: { name: 'data', size: 1 } });
    assert.equal(made.status, 201, made.text);
    const body = Buffer.alloc(1000, 7);
    const filled = await askOther('/hosts/one/volumes/data/data', { method: 'PUT', body });
    assert.equal(filled.status, 200, filled.text);
    const read = await ask(`${one.url}/api/v1`, '/hosts/one/volumes/data/data', { token });
    assert.equal(read.text.slice(0, 1000), body.toString());
  });

  it('count what a token is used for together', async () => {
    const json = { name: 'counted', scopes: ['hosts:read'] };
    const { json: made } = await administrator.expect(201, one.url, '/tokens', { json });
    const { id, secret } = Object(made);
    const asked = Array.from({ length: 40 }, (_, n) =>
      ask((n % 2 ? one : other).url, '/api/v1/tokens/current', { token: secret }),
    );
    const remaining = (await Promise.all(asked)).map(({ headers }) =>
      Number(headers.get('x-ratelimit-remaining')),
    );
    assert.deepEqual(
      remaining.sort((a, b) => a - b),
      Array.from({ length: 40 }, (_, n) => 960 + n),
    );
    await administrator.expect(200, one.url, `/tokens/${id}`);
    const { json: token } = await administrator.expect(200, other.url, `/tokens/${id}`);
    assert.equal(Object(token).uses, 40);
  });

  it('do a request with an Idempotency-Key once', async () => {
    const headers = { 'idempotency-key': 'once' };
    const json = { name: 'twice', size: 1 };
    const path = '/hosts/one/volumes';
    const answers = await Promise.all(
      [one, other].map(({ url: at }) => ask(`${at}/api/v1`, path, { token, headers, json })),
    );
    const statuses = answers.map(({ status }) => status);
    assert.ok(statuses.includes(201) && statuses.every((status) => [201, 409].includes(status)));
    const again = await askOther(path, { headers, json });
    assert.equal(again.status, 201);
    assert.equal(answers.filter(({ text }) => /volume-exists/.test(text)).length, 0);
  });

  it('present the policy that holds, whichever of them has set it', async () => {
    const { json: users } = await administrator.expect(200, one.url, '/accounts');
    const [{ id }] = Object(users).data;
    const policy = { unikernels: 3, memory: 512, storage: 64, cpuids: [0], bridges: [] };
    for (const [at, memory] of [
      [one.url, 600],
      [other.url, 700],
    ] as const) {
      const set = { method: 'PUT', json: { ...policy, memory } };
      await administrator.expect(200, at, `/accounts/${id}/policies/one`, set);
    }
    const made = await ask(`${one.url}/api/v1`, '/hosts/one/volumes', {
      token,
      json: { name: 'late', size: 1 },
    });
    assert.equal(made.status, 201, made.text);
    const { json } = await administrator.expect(200, one.url, '/hosts/one/policies');
    assert.match(JSON.stringify(json), /"memory":700/);
  });
});
