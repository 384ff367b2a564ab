import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type ClientRequest, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { until } from '../server/support/until.ts';
import { ask } from '../support/request.ts';
import { formOf } from './form-parts.ts';
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
    for (const path of ['/api/volume/create', '/api/block/upload']) begin(path, {}, 1000);
    await until(async () => (await world.spooled()).length === 2);
    for (const path of forms) {
      const { status, said } = await answerTo(begin(path, {}, 1000));
      assert.equal(status, 429, said);
    }
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

  const volume = (name: string) =>
    `{"block_name": "${name}", "block_size": 1, "block_compressed": false}`;

  for (const path of forms) {
    it(`is kept up to 4 MiB while no name is, with a token for some names [${path}]`, async () => {
      const token = await world.makeToken({ names: ['api-*'] });
      const parts = { albatross_instance: hostName };
      const told = await answerTo(begin(path, parts, 4 * mebibyte + 1, token));
      assert.equal(told.status, 413, told.said);
      assert.match(told.said, /the name, too/);
      assert.deepEqual(await world.spooled(), []);
    });
  }

  it('is refused at once for a volume that is not there, or is protected', async () => {
    const upload = (name: string) => {
      const parts = { albatross_instance: hostName, json_data: volume(name) };
      return answerTo(begin('/api/volume/upload', parts, 1000));
    };
    const absent = await upload('none');
    assert.equal(absent.status, 400, absent.said);
    assert.match(absent.said, /no volume none/);
    const body = formOf([
      ['albatross_instance', hostName],
      ['json_data', volume('kept')],
      ['block_data', 'undefined'],
    ]);
    assert.equal((await world.tell('/api/volume/create', { body })).status, 200);
    const { status } = await ask(world.url, `/api/v1/hosts/${hostName}/volumes/kept`, {
      ...{ method: 'PATCH', token: world.token, json: { deletionProtection: true } },
    });
    assert.equal(status, 200);
    const kept = await upload('kept');
    assert.equal(kept.status, 400, kept.said);
    assert.match(kept.said, /is protected/);
    assert.deepEqual(await world.spooled(), []);
  });

  it('is refused as soon as it is larger than its volume', async () => {
    const parts = { albatross_instance: hostName, json_data: volume('tight') };
    const told = await answerTo(begin('/api/volume/create', parts, mebibyte + 1));
    assert.equal(told.status, 400, told.said);
    assert.match(told.said, /larger than the volume/);
    assert.deepEqual(await world.spooled(), []);
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
