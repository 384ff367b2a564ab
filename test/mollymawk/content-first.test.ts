import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { until } from '../server/support/until.ts';
import { formOf } from './forms.ts';
import { hostName, MollymawkWorld, mebibyte } from './mollymawk-world.ts';

describe('a form whose content comes before what it is for, in mollymawk’s API', () => {
  let world: MollymawkWorld;
  before(async () => {
    world = await MollymawkWorld.open();
  });
  after(() => world.close());
  const open: ClientRequest[] = [];
  afterEach(async () => {
    for (const outgoing of open.splice(0)) outgoing.destroy();
    await until(async () => (await world.spooled()).length === 0);
  });

  /** Begins a form with these parts, and so many octets of the content; the rest never comes. */
  const begin = (
    path: string,
    parts: Readonly<Record<string, string>>,
    octets: number,
    token = world.token,
  ) => {
    const outgoing = request(world.url + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'multipart/form-data; boundary=b',
      },
    });
    open.push(outgoing);
    outgoing.on('error', () => {});
    for (const [name, value] of Object.entries(parts)) {
      outgoing.write(`--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
    }
    const content = path.endsWith('unikernel/create') ? 'binary' : 'block_data';
    outgoing.write(
      `--b\r\nContent-Disposition: form-data; name="${content}"; filename="f"\r\n\r\n`,
    );
    outgoing.write(Buffer.alloc(octets));
    return outgoing;
  };
  const answerTo = async (outgoing: ClientRequest) => {
    const [answer] = await once(outgoing, 'response');
    return { status: answer.statusCode, said: await text(answer) };
  };

  const forms = ['/api/volume/create', '/api/block/upload', '/api/unikernel/create'] as const;
  for (const path of forms) {
    it(`is kept up to 4 MiB while no host is named [${path}]`, async () => {
      const { status, said } = await answerTo(begin(path, {}, 4 * mebibyte + 1));
      assert.equal(status, 413, said);
      assert.match(said, /albatross_instance before/);
      assert.deepEqual(await world.spooled(), []);
    });

    it(`is refused at once on a host that there is not [${path}]`, async () => {
      const { status, said } = await answerTo(begin(path, { albatross_instance: 'x' }, 1000));
      assert.equal(status, 404, said);
      assert.deepEqual(await world.spooled(), []);
    });

    it(`is refused at once on a host that the token is not for [${path}]`, async () => {
      const token = await world.makeToken({ hosts: [hostName] });
      const told = await answerTo(begin(path, { albatross_instance: 'other' }, 1000, token));
      assert.equal(told.status, 403, told.said);
      assert.deepEqual(await world.spooled(), []);
    });
  }

  it('is refused at once under a name that the token is not for', async () => {
    const token = await world.makeToken({ names: ['api-*'] });
    const json_data = '{"block_name": "vol", "block_size": 1, "block_compressed": false}';
    const parts = { albatross_instance: hostName, json_data };
    const told = await answerTo(begin('/api/volume/create', parts, 1000, token));
    assert.equal(told.status, 403, told.said);
    const ofUnikernel = { albatross_instance: hostName, unikernel_name: 'web' };
    const other = await answerTo(begin('/api/unikernel/create', ofUnikernel, 1000, token));
    assert.equal(other.status, 403, other.said);
    assert.deepEqual(await world.spooled(), []);
  });

  it('is two of an account’s at a time, and one more when they have ended', async () => {
    for (const path of ['/api/volume/create', '/api/unikernel/create']) begin(path, {}, 1000);
    await until(async () => (await world.spooled()).length === 2);
    const { status, said } = await answerTo(begin('/api/block/upload', {}, 1000));
    assert.equal(status, 429, said);
    for (const outgoing of open.splice(0)) outgoing.destroy();
    await until(async () => (await world.spooled()).length === 0);
    const body = formOf([
      ['block_data', Buffer.from('content')],
      ['json_data', '{"block_name": "vol", "block_size": 1, "block_compressed": false}'],
      ['albatross_instance', hostName],
    ]);
    assert.equal((await world.tell('/api/volume/create', { body })).status, 200);
  });

  it('counts until its form has ended', async () => {
    const heldBack = '\r\n--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n';
    for (const _ of [1, 2]) begin('/api/volume/create', {}, 1000).write(heldBack);
    await until(async () => (await world.spooled()).length === 2);
    for (let tries = 0; tries < 10; tries++) {
      const { status, said } = await answerTo(begin('/api/block/upload', {}, 1000));
      assert.equal(status, 429, said);
    }
  });

  it('may be large where only the name of the volume comes later', async () => {
    const body = formOf([
      ['albatross_instance', hostName],
      ['block_data', Buffer.alloc(5 * mebibyte, 1)],
      ['json_data', '{"block_name": "large", "block_size": 6, "block_compressed": false}'],
    ]);
    assert.equal((await world.tell('/api/volume/create', { body })).status, 200);
  });
});
