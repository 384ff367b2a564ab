import assert from 'node:assert/strict';
import { CredentialWorld, dockerPair, gitHubToken, otherToken } from './credential-world.ts';

const manifest = '/v2/ratelimitpreview/test/manifests/latest';

describe('the check of an external credential', () => {
  let world: CredentialWorld;
  beforeEach(async () => {
    world = await CredentialWorld.open();
  });
  afterEach(() => world.close());

  /** What is found, which the list shows afterwards too. */
  const check = async (service: string) => {
    const { finding } = await world.check(service);
    const { data } = await world.expect(200, '/external-credentials');
    assert.deepEqual(data[0].finding, finding);
    const { at, ...rest } = finding;
    assert.ok(Math.abs(Date.parse(at) - Date.now()) < 60_000);
    return rest;
  };

  it('asks GitHub whose it is and what is left, and keeps the answer', async () => {
    await world.save(gitHubToken);
    const headers = {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4987',
      'x-ratelimit-reset': '1800000000',
    };
    world.services.answers.set('/user', { status: 200, headers, body: { login: 'octocat' } });
    assert.deepEqual(await check('github'), {
      accepted: true,
      identity: 'octocat',
      limit: 5000,
      remaining: 4987,
      window: 3600,
      resetsAt: '2027-01-15T08:00:00.000Z',
      detail: null,
    });
    assert.equal(world.services.asked[0]?.headers.authorization, `Bearer ${gitHubToken}`);
    await world.save(otherToken);
    const { data } = await world.expect(200, '/external-credentials');
    assert.equal(data[0].finding, null);
  });

  for (const [what, status, remaining, finding] of [
    ['is not known', 401, '59', { accepted: false, detail: 'GitHub does not know it.' }],
    ['has nothing left', 403, '0', { accepted: true, remaining: 0 }],
    ['has asked too often', 429, '0', { accepted: true, remaining: 0 }],
    ['belongs to no user', 403, '4000', { accepted: true, detail: 'It belongs to no user.' }],
  ] as const) {
    it(`finds out that a GitHub token ${what}`, async () => {
      await world.save(gitHubToken);
      const headers = { 'x-ratelimit-limit': '5000', 'x-ratelimit-remaining': remaining };
      world.services.answers.set('/user', { status, headers, body: {} });
      assert.partialDeepStrictEqual(await check('github'), { identity: null, ...finding });
    });
  }

  it('asks Docker Hub whether it takes it and what is left, which costs no pull', async () => {
    await world.save(dockerPair, 'docker-hub');
    world.services.answers.set('/token', { status: 200, body: { token: 'for the registry' } });
    const headers = { 'ratelimit-limit': '200;w=21600', 'ratelimit-remaining': '176;w=21600' };
    world.services.answers.set(manifest, { status: 200, headers });
    assert.deepEqual(await check('docker-hub'), {
      accepted: true,
      identity: 'octo',
      limit: 200,
      remaining: 176,
      window: 21_600,
      resetsAt: null,
      detail: null,
    });
    const [signIn, look] = world.services.asked;
    const basic = Buffer.from(dockerPair).toString('base64');
    assert.equal(signIn?.headers.authorization, `Basic ${basic}`);
    assert.match(signIn?.url ?? '', /scope=repository%3Aratelimitpreview%2Ftest%3Apull$/);
    assert.deepEqual(
      [look?.method, look?.headers.authorization],
      ['HEAD', 'Bearer for the registry'],
    );
  });

  it('finds out that Docker Hub refuses a pair, or gives it no limit', async () => {
    await world.save(dockerPair, 'docker-hub');
    world.services.answers.set('/token', { status: 401 });
    const none = { limit: null, remaining: null, window: null, resetsAt: null };
    assert.partialDeepStrictEqual(await check('docker-hub'), { accepted: false, ...none });
    world.services.answers.set('/token', { status: 200, body: { token: 'x' } });
    world.services.answers.set(manifest, { status: 200 });
    assert.partialDeepStrictEqual(await check('docker-hub'), { accepted: true, ...none });
  });

  it('says what is wrong with the service, and keeps what was known', async () => {
    await world.save(gitHubToken);
    world.services.answers.set('/user', { status: 200, body: { login: 'octocat' } });
    const before = (await world.check('github')).finding;
    for (const [answer, words] of [
      [{ status: 500, body: 'oops' }, /unexpected answer \(500\)/],
      [{ status: 302, headers: { location: 'http://127.0.0.1/' } }, /unexpected answer \(302\)/],
      [{ status: 200, body: { name: 'octocat' } }, /unexpected answer \(200\)/],
      [{ status: 200, body: { login: 'octo\0cat' } }, /unexpected answer \(200\)/],
    ] as const) {
      world.services.answers.set('/user', answer);
      const { code, detail } = await world.check('github', 502);
      assert.equal(code, 'service-unreachable');
      assert.match(detail, words);
    }
    await world.services.close();
    assert.match((await world.check('github', 502)).detail, /cannot be reached \(ECONNREFUSED\)/);
    const { data } = await world.expect(200, '/external-credentials');
    assert.deepEqual(data[0].finding, before);
  });
});
