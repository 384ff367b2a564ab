import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { ask } from '../support/request.ts';
import { changed, type FormPart, formOf, ordersOf } from './form-parts.ts';
import { badLabel, hostName, MollymawkWorld, mebibyte, opened } from './mollymawk-world.ts';

describe('unikernels in mollymawk’s API', () => {
  let world: MollymawkWorld;

  before(async () => {
    world = await MollymawkWorld.open();
  });

  after(() => world.close());

  const deployment: readonly FormPart[] = [
    ['albatross_instance', hostName],
    ['unikernel_name', 'web'],
    ['unikernel_config', '{"cpuid": 0}'],
    ['unikernel_force_create', 'false'],
    ['binary', sampleImage()],
  ];

  const names = { albatross_instance: hostName, name: 'web' };

  it('takes the parts in any order', async () => {
    const [first, ...others] = ordersOf(deployment);
    const forced = (parts: readonly FormPart[] = []) =>
      formOf(changed(parts, { unikernel_force_create: 'true' }));
    for (const parts of [first, ...others.filter((_, index) => index % 13 === 0)]) {
      const told = await world.tell('/api/unikernel/create', { body: forced(parts) });
      assert.deepEqual([told.status, told.data], [200, 'created unikernel']);
    }
  });

  it('says in the host’s stead that the name is in use', async () => {
    await world.refuses(
      '/api/unikernel/create',
      { body: formOf(deployment) },
      500,
      /^Albatross Response Error: failure: .*web runs on eu-west-2/,
    );
  });

  it('says that what ran has ended, where the host has refused only then', async () => {
    const form = changed(deployment, {
      ...{ unikernel_name: 'replaced', unikernel_force_create: 'true' },
      binary: sampleImage({ devices: [{ name: 'service', type: 'network' }] }),
    });
    const { host } = world.emulator;
    const { bridges } = host;
    const restart = { json: { albatross_instance: hostName, name: 'replaced' } };
    const said = /failure: interface service does not exist\. What ran before has ended\.$/;
    for (const [path, request, status] of [
      ['/api/unikernel/create', { body: formOf(form) }, 500],
      ['/api/unikernel/restart', restart, 500],
    ] as const) {
      const made = await world.tell('/api/unikernel/create', { body: formOf(form) });
      assert.equal(made.status, 200, String(made.data));
      host.bridges = bridges.filter((bridge) => bridge !== 'service');
      await world.refuses(path, request, status, said);
      host.bridges = bridges;
    }
    const gone = await world.tell('/api/unikernel/create', { body: formOf(form) });
    assert.equal(gone.status, 200, String(gone.data));
    assert.equal((await world.tell('/api/unikernel/destroy', restart)).status, 200);
  });

  it('does once what is asked twice with the same key, and refuses in the envelope', async () => {
    const headers = { 'idempotency-key': 'once' };
    const body = formOf(changed(deployment, { unikernel_name: 'single' }));
    const first = await world.tell('/api/unikernel/create', { body, headers });
    const again = await world.tell('/api/unikernel/create', { body, headers });
    assert.deepEqual([first.status, again.status], [200, 200]);
    const refused = { json: { name: 'x' }, headers: { 'idempotency-key': 'refused' } };
    for (const _ of [1, 2]) {
      await world.refuses('/api/unikernel/destroy', refused, 400, /^Couldn't find unikernel name/);
    }
  });

  for (const [changes, status, text] of [
    [{ binary: null }, 400, 'One or more required fields are missing.'],
    [{ albatross_instance: null }, 400, 'One or more required fields are missing.'],
    [{ unikernel_config: null }, 400, 'One or more required fields are missing.'],
    [{ binary: 'text' }, 400, /binary has to be sent as a file/],
    [{ unikernel_force_create: 'yes' }, 400, /unikernel_force_create must be true or false/],
    [{ deploy_mode: 'other' }, 400, 'Invalid deploy mode'],
    [{ deploy_mode: 'builder' }, 400, 'Missing builder job or uuid'],
    [{ albatross_instance: 'a_b' }, 400, `Error converting instance name: ${badLabel}`],
    [{ unikernel_name: '-a' }, 400, `Error converting unikernel name: ${badLabel}`],
    [{ unikernel_name: '.' }, 400, `Error converting unikernel name: ${badLabel}`],
    [{ unikernel_config: '{' }, 400, /^Invalid unikernel arguments: /],
    [{ unikernel_config: '{}' }, 400, /cpuids must be a list of integers$/],
    [{ albatross_instance: 'eu-west-3' }, 404, 'Error finding albatross instance: eu-west-3'],
    [
      { albatross_instance: 'eu-west-3', unikernel_config: '{' },
      404,
      'Error finding albatross instance: eu-west-3',
    ],
    [{ binary: Buffer.from('no ELF') }, 422, /./],
    [
      { unikernel_name: 'other', unikernel_config: '{"cpuid": 9}' },
      500,
      /^Albatross Response Error: failure: /,
    ],
  ] as const) {
    it(`refuses a form with ${JSON.stringify(changes)}`, async () => {
      const body = formOf(changed(deployment, changes));
      await world.refuses('/api/unikernel/create', { body }, status, text);
    });
  }

  it('shows what a host has said as mollymawk does', async () => {
    const words = 'no "net"\n\\ é\u0001';
    world.emulator.faults.add({ kind: 'failure', words }, { command: 'unikernel-destroy' });
    await world.refuses(
      '/api/unikernel/destroy',
      { json: names },
      500,
      'failure: no \\"net\\"\\n\\\\ \\195\\169\\001',
    );
    world.emulator.faults.clear();
  });

  it('shows what a host has said without IP addresses, but with those of network cards', async () => {
    const words = 'at 192.0.2.7:1025 and [2001:db8::1]:9: 00:80:41:aa:bb:cc in use';
    world.emulator.faults.add({ kind: 'failure', words }, { command: 'unikernel-destroy' });
    const told = 'failure: at (address) and (address): 00:80:41:aa:bb:cc in use';
    await world.refuses('/api/unikernel/destroy', { json: names }, 500, told);
    world.emulator.faults.clear();
  });

  it('refuses other JSON under the same Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'of-one' };
    const destroyAt = (host: string) =>
      world.tell('/api/unikernel/destroy', {
        json: { ...names, albatross_instance: host },
        headers,
      });
    const [first, other] = [await destroyAt('a'), await destroyAt('b')];
    assert.deepEqual([first.status, other.status], [404, 422]);
  });

  it('has titles for names in a query that are none', async () => {
    const refused = async (query: string) =>
      (await world.tell(`/api/unikernel/restart?${query}`, { json: {} })).title;
    assert.equal(await refused('instance=_&unikernel=a'), 'Albatross instance error');
    assert.equal(await refused('instance=a&unikernel=_'), 'Unikernel name error');
  });

  it('refuses a body of another type, and one that is cut off', async () => {
    const path = '/api/unikernel/create';
    await world.refuses(path, { json: {} }, 400, 'Expected multipart/form-data');
    const headers = { 'content-type': 'multipart/form-data' };
    await world.refuses(path, { body: 'x', headers }, 400, /^Invalid Content-Type: /);
    const cut = { 'content-type': 'multipart/form-data; boundary=b' };
    const body = '--b\r\nContent-Disposition: form-data; name="binary"; filename="a"\r\n\r\nabc';
    await world.refuses(path, { body, headers: cut }, 400, /./);
  });

  it('are restarted by the names in the query, with other arguments', async () => {
    const json = { arguments: '{"cpuid": 1, "arguments": ["-v"]}' };
    const path = `/api/unikernel/restart?instance=${hostName}&unikernel=WEB`;
    assert.equal((await world.tell(path, { json })).data, 'created unikernel');
    assert.partialDeepStrictEqual((await world.tell('/api/unikernels')).data, {
      data: [[{ name: 'web', cpuids: [1], arguments: ['-v'] }]],
    });
    assert.equal((await world.tell(path, { method: 'POST' })).status, 200);
  });

  const restart = '/api/unikernel/restart';
  for (const [path, json, status, text] of [
    [restart, {}, 400, "Couldn't find unikernel name in json"],
    [`${restart}?unikernel=web`, {}, 400, "Couldn't find instance in query params"],
    [`${restart}?instance=x`, {}, 400, "Couldn't find unikernel in query params"],
    [
      `${restart}?instance=_&unikernel=a`,
      {},
      400,
      `Error with albatross instance name: ${badLabel}`,
    ],
    [`${restart}?instance=x&unikernel=_`, {}, 400, `Error with unikernel name: ${badLabel}`],
    [
      `${restart}?instance=x&unikernel=web`,
      {},
      404,
      "Couldn't find albatross instance with name: x",
    ],
    [
      `${restart}?instance=x&unikernel=web`,
      { arguments: {} },
      404,
      "Couldn't find albatross instance with name: x",
    ],
    [restart, { ...names, arguments: {} }, 400, 'Arguments is expected to be a string'],
    [restart, { ...names, arguments: '[]' }, 400, 'Error parsing arguments: not a json assoc'],
    [restart, { ...names, name: 'gone' }, 500, /^failure: /],
    ['/api/unikernel/destroy', { name: 'web' }, 400, "Couldn't find unikernel name in json"],
    [
      '/api/unikernel/destroy',
      { ...names, name: 'a b' },
      400,
      `Error converting unikernel name: ${badLabel}`,
    ],
    [
      '/api/unikernel/destroy',
      { ...names, albatross_instance: 'x' },
      404,
      'Error finding albatross instance: x',
    ],
    ['/api/unikernel/destroy', { ...names, name: 'gone' }, 500, 'failure: destroy: not found'],
  ] as const) {
    it(`refuse ${path} with ${JSON.stringify(json)}`, async () => {
      await world.refuses(path, { json }, status, text);
    });
  }

  it('refuse a console without a name, or of an unknown host', async () => {
    const path = '/api/unikernel/console';
    await world.refuses(`${path}?unikernel=web`, {}, 400, "Couldn't find instance in query params");
    const unknown = "Couldn't find albatross instance with name: x";
    await world.refuses(`${path}?unikernel=web&instance=x`, {}, 404, unknown);
  });

  it('answers 400 to a wrong method before anything else', async () => {
    const told = await ask(world.url, '/api/unikernel/create');
    assert.equal(told.status, 400);
    assert.equal(opened({ body: told.text }).data, 'Bad HTTP request method.');
  });

  it('leaves paths that it does not have to version 1', async () => {
    const { status, headers } = await ask(world.url, '/api/unikernel/scaling/update', { json: {} });
    assert.equal(status, 404);
    assert.match(`${headers.get('content-type')}`, /^application\/problem\+json/);
  });

  it('refuses JSON that is too large', async () => {
    const json = { ...names, filler: 'x'.repeat(mebibyte) };
    assert.equal((await world.tell('/api/unikernel/destroy', { json })).status, 413);
  });

  it('keeps the spool empty after all of this', async () => {
    assert.deepEqual(await world.spooled(), []);
  });

  it('tells of a host that is away, and lists the others', async () => {
    await world.emulator.close();
    await world.refuses(
      '/api/unikernel/destroy',
      { json: names },
      500,
      /^Error querying albatross: /,
    );
    assert.partialDeepStrictEqual((await world.tell('/api/unikernels')).data, {
      errors: [{ instance: hostName }],
    });
  });
});
