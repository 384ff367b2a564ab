import assert from 'node:assert/strict';
import { request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { deflateSync } from 'node:zlib';
import { ask } from '../support/request.ts';
import { changed, type FormPart, formOf, ordersOf } from './form-parts.ts';
import { badLabel, hostName, MollymawkWorld, mebibyte } from './mollymawk-world.ts';

describe('volumes in mollymawk’s API', () => {
  let world: MollymawkWorld;

  before(async () => {
    world = await MollymawkWorld.open();
  });

  after(() => world.close());

  const volume: readonly FormPart[] = [
    ['albatross_instance', hostName],
    ['json_data', '{"block_name": "vol", "block_size": 1, "block_compressed": false}'],
    ['block_data', Buffer.from('content')],
  ];

  const block = { albatross_instance: hostName, block_name: 'vol' };

  const contentOf = async (name: string) => {
    const json = { albatross_instance: hostName, block_name: name, compression_level: 0 };
    const { status, text } = await ask(world.url, '/api/block/download', {
      token: world.token,
      json,
    });
    assert.equal(status, 200, text);
    return text.replace(/\0+$/, '');
  };

  it('are created and filled whatever the order of the parts, at both addresses', async () => {
    for (const [index, parts] of ordersOf(volume).entries()) {
      const prefix = index % 2 === 0 ? '/api/volume' : '/api/block';
      assert.equal((await world.tell(`${prefix}/create`, { body: formOf(parts) })).status, 200);
      assert.equal(await contentOf('vol'), 'content');
      const upload = formOf(changed(parts, { block_data: Buffer.from(`order ${index}`) }));
      assert.equal(
        (await world.tell(`${prefix}/upload`, { body: upload })).data,
        'set block device',
      );
      assert.equal(await contentOf('vol'), `order ${index}`);
      assert.equal((await world.tell(`${prefix}/delete`, { json: block })).data, 'removed block');
    }
  });

  it('hold nothing where undefined was sent for data', async () => {
    const body = formOf(changed(volume, { block_data: 'undefined' }));
    assert.equal((await world.tell('/api/volume/create', { body })).status, 200);
    assert.equal(await contentOf('vol'), '');
  });

  it('keep their content when an upload is refused', async () => {
    const upload = (changes: Record<string, string | Buffer>) =>
      world.tell('/api/volume/upload', { body: formOf(changed(volume, changes)) });
    assert.equal((await upload({})).status, 200);
    const large = await upload({ block_data: Buffer.alloc(mebibyte + 1) });
    assert.deepEqual(
      [large.status, /^unexpected field. got failure: /.test(`${large.data}`)],
      [400, true],
    );
    const compressed = '{"block_name": "vol", "block_size": 0, "block_compressed": true}';
    assert.equal((await upload({ json_data: compressed })).status, 400);
    assert.equal(await contentOf('vol'), 'content');
  });

  it('are neither overwritten nor removed while they are protected', async () => {
    const protect = (deletionProtection: boolean) =>
      ask(world.url, `/api/v1/hosts/${hostName}/volumes/vol`, {
        ...{ method: 'PATCH', token: world.token, json: { deletionProtection } },
      });
    assert.equal((await protect(true)).status, 200);
    const body = formOf(changed(volume, { block_data: Buffer.from('new') }));
    const upload = await world.tell('/api/volume/upload', { body });
    assert.equal(upload.status, 400);
    assert.match(`${upload.data}`, /is protected/);
    const removal = await world.tell('/api/volume/delete', { json: block });
    assert.equal(removal.status, 500);
    assert.match(`${removal.data}`, /is protected/);
    assert.equal(await contentOf('vol'), 'content');
    assert.equal((await protect(false)).status, 200);
  });

  it('keep their content when the client breaks an upload off', async () => {
    const form = formOf(changed(volume, { block_data: Buffer.from('broken off') }));
    const [body, type] = await serialize(form);
    const upload = request(`${world.url}/api/volume/upload`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${world.token}`,
        'content-type': type,
        'content-length': body.length + mebibyte,
      },
    });
    upload.on('error', () => {});
    upload.write(body.subarray(0, body.length - 10), () => upload.destroy());
    await until(() => /"route":"\/api\/volume\/upload".*"left":true/.test(world.log));
    assert.equal(await contentOf('vol'), 'content');
    await until(async () => (await world.spooled()).length === 0);
  });

  it('are not created for data that does not fit', async () => {
    const json_data = '{"block_name": "tight", "block_size": 1, "block_compressed": false}';
    const body = formOf(changed(volume, { json_data, block_data: Buffer.alloc(mebibyte + 1) }));
    await world.refuses('/api/block/create', { body }, 400, /^unexpected field. got failure: /);
    const told = await world.tell('/api/block/delete', { json: { ...block, block_name: 'tight' } });
    assert.equal(told.status, 500);
  });

  for (const [what, data] of [
    ['too large once it is inflated', deflateSync(Buffer.alloc(2 * mebibyte))],
    ['cut off', deflateSync(Buffer.from('content')).subarray(0, -5)],
    ['no zlib stream', Buffer.from('content')],
  ] as const) {
    it(`are not created for compressed data that is ${what}`, async () => {
      const json_data = '{"block_name": "tight", "block_size": 1, "block_compressed": true}';
      const create = (block_data: Buffer) => ({
        body: formOf(changed(volume, { json_data, block_data })),
      });
      const refused = /is larger than the volume|is no deflate stream/;
      await world.refuses('/api/block/create', create(data), 400, refused);
      const mended = create(deflateSync(Buffer.from('content')));
      assert.equal((await world.tell('/api/block/create', mended)).status, 200);
      assert.equal(await contentOf('tight'), 'content');
      const removal = { json: { ...block, block_name: 'tight' } };
      assert.equal((await world.tell('/api/block/delete', removal)).status, 200);
    });
  }

  for (const [path, changes, status, text] of [
    ['create', {}, 400, /^unexpected field. got failure: .*exists/],
    ['create', { block_data: null }, 400, 'One or more required fields are missing.'],
    ['create', { json_data: '[]' }, 400, 'expected a dictionary'],
    ['create', { json_data: 'x' }, 400, 'expected a dictionary'],
    ['create', { json_data: '{"a": 1}' }, 400, 'unexpected field. got {a}'],
    [
      'create',
      { json_data: '{"block_name": "z", "block_size": 0, "block_compressed": false}' },
      400,
      /^unexpected field. got /,
    ],
    ['create', { albatross_instance: 'x' }, 404, "Couldn't find albatross instance with name x"],
    [
      'create',
      { albatross_instance: '_' },
      400,
      `Couldn't convert name to albatross instance ${badLabel}`,
    ],
    ['upload', { block_data: 'null' }, 400, 'One or more required fields are missing.'],
    [
      'upload',
      { json_data: '{"block_name": "no", "block_size": 0, "block_compressed": false}' },
      400,
      /^unexpected field. got failure: /,
    ],
  ] as const) {
    it(`refuse ${path} with ${JSON.stringify(changes)}`, async () => {
      const body = formOf(changed(volume, changes));
      await world.refuses(`/api/volume/${path}`, { body }, status, text);
    });
  }

  for (const [path, json, status, text] of [
    ['delete', { block_name: 'vol' }, 400, "Couldn't find block name in json"],
    ['delete', { ...block, block_name: '_' }, 400, `Couldn't convert block name: ${badLabel}`],
    [
      'delete',
      { ...block, albatross_instance: '_' },
      400,
      `Couldn't convert instance name: ${badLabel}`,
    ],
    [
      'delete',
      { ...block, albatross_instance: 'x' },
      404,
      "Couldn't find albatross instance with name: x",
    ],
    ['delete', { ...block, block_name: 'no' }, 500, /^failure: /],
    ['download', block, 400, "Couldn't find block name in json"],
    ['download', { ...block, compression_level: 10 }, 400, "Couldn't find block name in json"],
    ['download', { ...block, block_name: 'no', compression_level: 0 }, 500, /^failure: /],
  ] as const) {
    it(`refuse ${path} of ${JSON.stringify(json)}`, async () => {
      await world.refuses(`/api/block/${path}`, { json }, status, text);
    });
  }

  it('keeps the spool empty after all of this', async () => {
    assert.deepEqual(await world.spooled(), []);
  });
});

/** A form as it goes over the wire, and its type. */
async function serialize(form: FormData): Promise<[Buffer, string]> {
  const blob = await new Response(form).blob();
  return [Buffer.from(await blob.arrayBuffer()), blob.type];
}

/** Waits for what announces itself by no event. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await setTimeout(5);
}
