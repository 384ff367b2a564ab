import assert from 'node:assert/strict';
import { z } from 'zod';
import { Administrator } from '../server/support/administrator.ts';
import { usePostgres } from '../support/postgres.ts';
import { ask } from '../support/request.ts';
import { RunningServers } from '../support/running-servers.ts';

/** A time that stands still, 5 minutes before an hour is over. */
const clock = () => new Date('2026-11-22T12:55:00Z');
const over = Date.parse('2026-11-22T13:00:00Z') / 1000;

const current = '/api/v1/tokens/current';

/** Asks so often at once, each server in turn. */
function askOften(urls: readonly string[], times: number, token: string) {
  return Promise.all(
    Array.from({ length: times }, (_, n) => ask(urls[n % urls.length] ?? '', current, { token })),
  );
}

describe('the limit of a token', () => {
  const signedUp = async (url: string) => {
    const administrator = new Administrator();
    await administrator.signUp(url);
    const makeToken = async (hourlyLimit?: number) => {
      const json = { name: 'ci', scopes: ['hosts:read'], hourlyLimit };
      const made = await administrator.expect(201, url, '/tokens', { json });
      return `${Reflect.get(Object(made.json), 'secret')}`;
    };
    return { administrator, makeToken };
  };

  const expectExactly50 = async (urls: readonly string[]) => {
    const { makeToken } = await signedUp(urls[0] ?? '');
    const answers = await askOften(urls, 100, await makeToken(50));
    const passed = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status === 429);
    assert.deepEqual([passed.length, refused.length], [50, 50]);
    const remaining = (told: (typeof answers)[number]) =>
      Number(told.headers.get('x-ratelimit-remaining'));
    const expected = Array.from({ length: 50 }, (_, n) => n);
    assert.deepEqual(
      passed.map(remaining).sort((a, b) => a - b),
      expected,
    );
    assert.ok(refused.every((told) => remaining(told) === 0));
    for (const told of answers) {
      assert.equal(told.headers.get('x-ratelimit-limit'), '50');
      assert.equal(told.headers.get('x-ratelimit-reset'), `${over}`);
      assert.equal(told.headers.get('ratelimit-policy'), '"hour";q=50;w=3600');
      assert.equal(told.headers.get('ratelimit'), `"hour";r=${remaining(told)};t=300`);
      assert.equal(told.headers.get('retry-after'), told.status === 429 ? '300' : null);
    }
  };

  /** Of a token for some addresses, asked from one of them and from elsewhere in turn. */
  const expectToldElsewhere = async (url: string) => {
    const { administrator } = await signedUp(url);
    const fields = { addresses: ['192.0.2.0/24'], expiresAt: '2026-11-23T12:55:00Z' };
    const json = { name: 'ci', scopes: ['hosts:read'], hourlyLimit: 3, ...fields };
    const made = await administrator.expect(201, url, '/tokens', { json });
    const token = `${Reflect.get(Object(made.json), 'secret')}`;
    const outcomes: unknown[] = [];
    for (const address of ['198.51.100.1', '192.0.2.1', '198.51.100.1', '192.0.2.1']) {
      const headers = { 'x-forwarded-for': address };
      const told = await ask(url, current, { token, headers });
      assert.equal(told.headers.get('x-token-expires-in'), '86400');
      outcomes.push([told.status, told.headers.get('x-ratelimit-remaining')]);
    }
    assert.deepEqual(outcomes, [
      [403, '3'],
      [200, '2'],
      [403, '2'],
      [200, '1'],
    ]);
  };

  describe('on SQLite', () => {
    let servers: RunningServers;
    beforeEach(() => {
      servers = new RunningServers();
    });
    afterEach(() => servers[Symbol.asyncDispose]());

    it('lets exactly as many requests pass, and never contradicts itself', async () => {
      const { url } = await servers.start({}, { clock });
      await expectExactly50([url]);
    });

    it('is 1000 where nothing else was said, is one a token, and none for people', async () => {
      const { url } = await servers.start({}, { clock });
      const { administrator, makeToken } = await signedUp(url);
      const [one, other] = [await makeToken(), await makeToken(1)];
      const first = await ask(url, current, { token: one });
      assert.equal(first.headers.get('x-ratelimit-limit'), '1000');
      assert.equal(first.headers.get('x-ratelimit-remaining'), '999');
      assert.equal((await ask(url, current, { token: other })).status, 200);
      const refused = await ask(url, current, { token: other });
      assert.equal(refused.status, 429);
      assert.partialDeepStrictEqual(refused.json, { code: 'too-many-requests', limit: 1 });
      assert.equal((await ask(url, current, { token: one })).status, 200);
      const own = await administrator.expect(200, url, '/account');
      assert.equal(own.headers.get('x-ratelimit-limit'), null);
    });

    it('is not multiplied by making tokens', async () => {
      const { url } = await servers.start({}, { clock });
      const { administrator } = await signedUp(url);
      const json = { name: 'maker', scopes: ['tokens:write'], hourlyLimit: 5 };
      const made = await administrator.expect(201, url, '/tokens', { json });
      const token = `${Object(made.json).secret}`;
      const children: string[] = [];
      for (const name of ['one', 'two']) {
        const child = await ask(url, '/api/v1/tokens', { json: { ...json, name }, token });
        assert.equal(child.status, 201, child.text);
        children.push(`${Object(child.json).secret}`);
      }
      const told = [];
      for (const shown of [...children, ...children, token]) {
        const { status, headers } = await ask(url, current, { token: shown });
        told.push([status, headers.get('x-ratelimit-remaining')]);
      }
      const refused = [429, '0'];
      assert.deepEqual(told, [[200, '2'], [200, '1'], [200, '0'], refused, refused]);
    });

    it('counts requests that are refused, and those of mollymawk’s clients', async () => {
      const { url } = await servers.start({}, { clock });
      const { makeToken } = await signedUp(url);
      const token = await makeToken(2);
      const forbidden = await ask(url, '/api/v1/hosts/one/volumes', { token });
      assert.equal(forbidden.status, 403);
      assert.equal(forbidden.headers.get('x-ratelimit-remaining'), '1');
      const molly = await ask(url, '/api/unikernels', { token });
      assert.equal(molly.headers.get('x-ratelimit-remaining'), '0');
      assert.equal((await ask(url, current, { token })).status, 429);
    });

    it('counts what leads nowhere, and says so on every answer', async () => {
      const { url } = await servers.start({}, { clock });
      const { makeToken } = await signedUp(url);
      const token = await makeToken(10);
      const outcomes: unknown[] = [];
      for (const [method, path] of [
        ['GET', '/api/v1/nowhere'],
        ['PUT', '/api/v1/tokens'],
        ['GET', '/api/v1/hosts/none'],
        ['GET', '/api/v1/hosts?nothing=known'],
        ['POST', '/api/v1/tokens'],
        ['GET', '/healthz'],
        ['GET', '/api/v1/openapi.json'],
        ['GET', '/api/v1'],
        ['GET', '/api/nowhere'],
        ['DELETE', current],
        ['HEAD', '/api/v1/hosts'],
        ['GET', '/api/v1/nowhere'],
      ] as const) {
        const { status, headers } = await ask(url, path, { method, token });
        outcomes.push([status, headers.get('x-ratelimit-remaining'), headers.get('ratelimit')]);
      }
      const statuses = [404, 405, 404, 400, 403, 200, 200, 404, 404, 405, 429, 429];
      const expected = statuses.map((status, n) => {
        const left = Math.max(9 - n, 0);
        return [status, `${left}`, `"hour";r=${left};t=300`];
      });
      assert.deepEqual(outcomes, expected);
    });

    it('is told to whoever shows the token from elsewhere, who uses nothing of it up', async () => {
      const { url } = await servers.start({ FULMAR_TRUST_PROXY: '127.0.0.1' }, { clock });
      await expectToldElsewhere(url);
    });

    it('counts requests of mollymawk’s clients with a wrong method, of good tokens', async () => {
      const { url } = await servers.start({}, { clock });
      const { makeToken } = await signedUp(url);
      const token = await makeToken(1);
      const put = (shown?: string) =>
        ask(url, '/api/unikernels', { method: 'PUT', ...(shown && { token: shown }) });
      const told = [await put(token), await put(token), await put('fmr_nonsense'), await put()];
      assert.deepEqual(
        told.map(({ status, headers }) => [status, headers.get('x-ratelimit-remaining')]),
        [
          [400, '0'],
          [429, '0'],
          [400, null],
          [400, null],
        ],
      );
    });

    it('is not used up by what it refuses: a higher limit holds at once', async () => {
      const { url } = await servers.start({}, { clock });
      const { administrator, makeToken } = await signedUp(url);
      const token = await makeToken(2);
      const statuses = (await askOften([url], 6, token)).map(({ status }) => status);
      assert.deepEqual(statuses.sort(), [200, 200, 429, 429, 429, 429]);
      const { json } = await administrator.expect(200, url, '/tokens');
      const { id } = z
        .object({ data: z.array(z.object({ id: z.string(), name: z.string() })) })
        .parse(json)
        .data.find(({ name }) => name === 'ci') ?? { id: '' };
      const change = { method: 'PATCH', json: { hourlyLimit: 4 } };
      await administrator.expect(200, url, `/tokens/${id}`, change);
      const told = await ask(url, current, { token });
      assert.deepEqual([told.status, told.headers.get('x-ratelimit-remaining')], [200, '1']);
    });

    it('begins anew with the next hour', async () => {
      let now = clock();
      const { url } = await servers.start({}, { clock: () => now });
      const { makeToken } = await signedUp(url);
      const token = await makeToken(1);
      await ask(url, current, { token });
      assert.equal((await ask(url, current, { token })).status, 429);
      now = new Date(over * 1000);
      const { status, headers } = await ask(url, current, { token });
      assert.deepEqual([status, headers.get('x-ratelimit-reset')], [200, `${over + 3600}`]);
    });

    it('answers bad credentials from one address with 429 at last, and good ones as ever', async () => {
      const { url } = await servers.start({}, { clock });
      const { makeToken } = await signedUp(url);
      const token = await makeToken();
      const wrong = await askOften([url], 120, 'fmr_nonsense');
      const count = (status: number) => wrong.filter((told) => told.status === status).length;
      assert.deepEqual([count(401), count(429)], [100, 20]);
      const refused = wrong.find((told) => told.status === 429);
      assert.equal(refused?.headers.get('retry-after'), '300');
      assert.equal((await ask(url, current, { token })).status, 200);
    });
  });

  describe('on PostgreSQL', () => {
    const url = usePostgres();

    it('is counted by two servers together', async () => {
      await using servers = new RunningServers();
      const environment = { FULMAR_DATABASE_URL: url() };
      const one = await servers.start(environment, { clock });
      const other = await servers.start(environment, { clock });
      await expectExactly50([one.url, other.url]);
    });
  });

  describe('on another PostgreSQL database', () => {
    const url = usePostgres();

    it('is told to whoever shows the token from elsewhere, who uses nothing of it up', async () => {
      await using servers = new RunningServers();
      const environment = { FULMAR_DATABASE_URL: url(), FULMAR_TRUST_PROXY: '127.0.0.1' };
      await expectToldElsewhere((await servers.start(environment, { clock })).url);
    });
  });
});
