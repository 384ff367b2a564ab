import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { parseName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { asBrowser } from '../identity/accounts/http-fixture.ts';
import { ask } from '../support/request.ts';
import { formOf as createForm } from '../unikernels/deploy-form.ts';
import { type ServerWorld, useServer } from './support/server-world.ts';
import { SlowRequest } from './support/slow-request.ts';
import { until } from './support/until.ts';

const boundary = 'between';

/** A form with one part of text and one file, in two pieces that end in the midst of the file. */
function formOf(fields: Readonly<Record<string, string>>, file: readonly [string, Buffer]) {
  const texts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const [name, content] = file;
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="${name}"; filename="f"\r\n\r\n`;
  const half = content.length >> 1;
  return [
    Buffer.concat([Buffer.from(texts.join('') + head), content.subarray(0, half)]),
    Buffer.concat([content.subarray(half), Buffer.from(`\r\n--${boundary}--\r\n`)]),
  ] as const;
}

const mollymawkConfig = JSON.stringify({
  ...{ typ: 'solo5', compressed: false, fail_behaviour: 'quit', cpuid: 0, cpuids: [0], memory: 32 },
  ...{ network_interfaces: [], block_devices: [], arguments: [] },
});

const formType = { 'content-type': `multipart/form-data; boundary=${boundary}` };

/** What has come of a body is in the spool, in memory or on its disk. */
const isTaking = /^fulmar_spool_taken_bytes [1-9]/m;

describe('a credential that ends while a body is on its way', () => {
  const server = useServer();
  const image = sampleImage();
  const content = randomBytes(1024 * 1024);
  let stored: Buffer;
  let secret: string;
  let id: string;

  beforeEach(async () => {
    const { administrator, url } = server();
    const json = { name: 'pipeline', scopes: ['unikernels:write', 'volumes:write'] };
    const made = await administrator.expect(201, url, '/tokens', { json });
    ({ secret, id } = Object(made.json));
  });

  before(async () => {
    await server().makeVolume('data', 1, Buffer.from(randomBytes(1024 * 1024)));
    await server().untilDelivered();
    stored = await server().contentOf('data');
  });

  const changing = (world: ServerWorld) =>
    world.emulator.commands.all.filter(
      ({ type }) => /^(unikernel|block)-/.test(type) && !/info$/.test(type),
    ).length;

  /** What is sent in two halves: where to, and the halves. */
  const requests: [
    string,
    () => readonly [string, string, Record<string, string>, Buffer, Buffer],
  ][] = [
    [
      'an image',
      () => {
        const config = JSON.stringify({ name: 'late' });
        const form = formOf({ config }, ['image', image]);
        return ['POST', '/api/v1/hosts/one/unikernels', formType, ...form];
      },
    ],
    [
      'an image, as mollymawk does',
      () => {
        const fields = {
          ...{
            albatross_instance: 'one',
            unikernel_name: 'late',
            unikernel_config: mollymawkConfig,
          },
          unikernel_force_create: 'false',
        };
        return ['POST', '/api/unikernel/create', formType, ...formOf(fields, ['binary', image])];
      },
    ],
    [
      'a volume’s content',
      () => {
        const headers = { 'content-length': `${content.length}` };
        const [one, other] = [content.subarray(0, 1000), content.subarray(1000)];
        return ['PUT', '/api/v1/hosts/one/volumes/data/data', headers, one, other];
      },
    ],
  ];

  const ends: [string, number, () => Promise<unknown>][] = [
    [
      'revoked',
      401,
      () => server().administrator.expect(204, server().url, `/tokens/${id}`, { method: 'DELETE' }),
    ],
    [
      'given less to do',
      403,
      () => {
        const json = { scopes: ['unikernels:read', 'volumes:read'] };
        const { administrator, url } = server();
        return administrator.expect(200, url, `/tokens/${id}`, { method: 'PATCH', json });
      },
    ],
  ];

  for (const [what, make] of requests) {
    for (const [how, status, end] of ends) {
      it(`sends the host nothing of ${what} [${how}]`, async () => {
        const world = server();
        const [method, path, headers, first, second] = make();
        const authorization = `Bearer ${secret}`;
        const already = changing(world);
        const slow = new SlowRequest(world.url + path, method, { authorization, ...headers });
        await slow.send(first);
        await until(async () => isTaking.test(await (await fetch(`${world.url}/metrics`)).text()));
        await end();
        const answer = await slow.finish(second);
        assert.equal(answer.status, status, JSON.stringify(answer.json));
        assert.equal(changing(world), already);
        await world.untilDelivered();
        assert.deepEqual(await world.contentOf('data'), stored);
      });
    }
  }
});

describe('a credential that ends while a body in JSON is held back', () => {
  const server = useServer();
  const password = 'a horse that is correct';
  let bob: { id: string; headers: Record<string, string> };

  beforeEach(async () => {
    const { administrator, url } = server();
    const json = { name: `bob-${randomBytes(4).toString('hex')}`, password };
    const person = { ...json, email: `${json.name}@example.org` };
    const { id } = Object((await ask(url, '/api/v1/accounts', { json: person })).json);
    await administrator.expect(200, url, `/accounts/${id}`, {
      method: 'PATCH',
      json: { active: true, admin: true },
    });
    await administrator.expect(200, url, `/accounts/${id}/policies/one`, {
      method: 'PUT',
      json: { unikernels: 1, memory: 64, storage: 10, cpuids: [0], bridges: [] },
    });
    const { email } = person;
    const signedIn = await ask(url, '/api/v1/session', { json: { email, password } });
    bob = { id, headers: asBrowser(signedIn) };
  });

  const suspend = () =>
    server().administrator.expect(200, server().url, `/accounts/${bob.id}`, {
      method: 'PATCH',
      json: { active: false },
    });
  const signOut = async () => {
    const told = await ask(server().url, '/api/v1/session', {
      method: 'DELETE',
      headers: bob.headers,
    });
    assert.equal(told.status, 204);
  };

  /** What is asked, and how whoever asks ends meanwhile. */
  const requests: [string, () => string, object, () => Promise<unknown>][] = [
    ['PATCH', () => `/accounts/${bob.id}`, { name: 'other' }, suspend],
    ['POST', () => '/tokens', { name: 'late', scopes: ['unikernels:read'] }, signOut],
    ['POST', () => '/hosts/one/volumes', { name: 'late', size: 1 }, suspend],
  ];
  for (const [method, path, json, end] of requests) {
    it(`does nothing any more [${method} ${path.toString().slice(6)}]`, async () => {
      const body = Buffer.from(JSON.stringify(json));
      const slow = new SlowRequest(`${server().url}/api/v1${path()}`, method, {
        ...bob.headers,
        expect: '100-continue',
        'content-type': 'application/json',
        'content-length': `${body.length}`,
      });
      await slow.begin();
      await end();
      const answer = await slow.finish(body);
      assert.equal(answer.status, 401, JSON.stringify(answer.json));
    });
  }

  it('does nothing any more with a token that was revoked', async () => {
    const { url } = server();
    const json = { name: 'own', scopes: ['tokens:write'] };
    const made = await ask(url, '/api/v1/tokens', { json, headers: bob.headers });
    const { id, secret } = Object(made.json);
    const body = Buffer.from('{}');
    const slow = new SlowRequest(`${url}/api/v1/tokens/${id}/rotate`, 'POST', {
      authorization: `Bearer ${secret}`,
      expect: '100-continue',
      'content-type': 'application/json',
      'content-length': `${body.length}`,
    });
    await slow.begin();
    const revoked = await ask(url, `/api/v1/tokens/${id}`, {
      method: 'DELETE',
      headers: bob.headers,
    });
    assert.equal(revoked.status, 204, revoked.text);
    assert.equal((await slow.finish(body)).status, 401);
  });
});

describe('an account that ends while its unikernel is being created', () => {
  const server = useServer();

  it('waits for that, and then clears it away', async () => {
    const { administrator, url, emulator } = server();
    const person = { email: 'bob@example.org', password: 'a horse that is correct' };
    const signedUp = await ask(url, '/api/v1/accounts', { json: { name: 'bob', ...person } });
    const { id } = Object(signedUp.json);
    await administrator.expect(200, url, `/accounts/${id}`, {
      method: 'PATCH',
      json: { active: true },
    });
    await administrator.expect(200, url, `/accounts/${id}/policies/one`, {
      method: 'PUT',
      json: { unikernels: 1, memory: 64, storage: null, cpuids: [0], bridges: [] },
    });
    const headers = asBrowser(await ask(url, '/api/v1/session', { json: person }));
    emulator.faults.add({ kind: 'slow', milliseconds: 1_500 }, { command: 'unikernel-create' });
    const body = createForm([
      ['config', { name: 'late' }],
      ['image', sampleImage()],
    ]);
    const creating = ask(url, '/api/v1/hosts/one/unikernels', { body, headers });
    await until(() => server().seen('unikernel-create') > 0);
    const ended = await administrator.expect(200, url, `/accounts/${id}?destroy=true`, {
      method: 'DELETE',
    });
    assert.equal((await creating).status, 201);
    assert.partialDeepStrictEqual(ended.json, {
      unikernels: [{ host: 'one', name: 'late', destroyed: true }],
      errors: [],
    });
    assert.equal(emulator.host.running.get(parseName('bob:late')), undefined);
  });
});
