import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { adapt, handbook } from './handbook.ts';
import { account, type Curled, MollymawkWorld, opened, textAt } from './mollymawk-world.ts';

const mebibyte = 1024 * 1024;

describe('the calls of mollymawk’s handbook', () => {
  let world: MollymawkWorld;
  let token: string;

  before(async () => {
    world = await MollymawkWorld.open();
    token = await world.makeToken();
  });

  after(() => world.close());

  const succeeds = async (call: string, data: unknown): Promise<void> => {
    assert.deepEqual(opened(await world.curl(call, token)), {
      status: 200,
      title: '200',
      success: true,
      data,
    });
  };

  const dataOf = (answer: Curled) => {
    assert.equal(answer.status, 200, answer.body);
    assert.match(answer.type, /^application\/json/);
    return opened(answer).data;
  };

  it('sign in', async () => {
    const data = dataOf(await world.curl(handbook.login, token));
    assert.partialDeepStrictEqual(data, {
      name: 'user',
      email: 'user@example.com',
      active: true,
      super_user: true,
    });
  });

  it('deploy, list, watch, restart and destroy a unikernel', async () => {
    await succeeds(handbook.create, 'created unikernel');
    const listed = opened(await world.curl(handbook.list, token));
    assert.equal(listed.title, 'Unikernel Information');
    assert.deepEqual(listed.data, {
      data: [
        [
          {
            name: 'hello-world',
            fail_behaviour: 'quit',
            cpuids: [0],
            memory: 64,
            block_devices: [],
            network_interfaces: [],
            arguments: [],
            numcpus: 1,
            linux_boot_partition: null,
          },
        ],
      ],
      errors: [],
    });
    assert.match(
      await firstEvent(handbook.console),
      /^data:\{"timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-00:00","line":".+"\}$/,
    );
    await succeeds(handbook.restart, 'created unikernel');
    await succeeds(handbook.destroy, 'destroyed unikernel');
    const left = opened(await world.curl(handbook.list, token));
    assert.deepEqual(left.data, { data: [[]], errors: [] });
  });

  it('create, fill, download and delete volumes', async () => {
    const disk = Buffer.alloc(3000, 'disk ');
    const image = Buffer.alloc(5000, 'image ');
    await world.write('disk_image.img', disk);
    await world.write('image.iso', image);
    // No host takes a name with `_`: mollymawk answers 400 to this one, too.
    const refused = await world.curl(handbook.createVolume, token);
    assert.deepEqual(
      [refused.status, opened(refused).data],
      [400, 'Invalid block name: invalid label (only [a-zA-Z0-9-.] allowed, 1 to 63 chars)'],
    );
    const named = (call: string, name: string) => call.replaceAll('data_vol_1', name);
    await succeeds(named(handbook.createVolume, 'my-data-vol'), 'set block device');
    const small = named(handbook.createVolume, 'vol1').replace('1024', '1');
    await succeeds(small, 'set block device');
    assert.deepEqual((await download(named(handbook.download, 'vol1'))).subarray(0, 3000), disk);
    await succeeds(handbook.upload, 'set block device');
    const content = await download(named(handbook.download, 'vol1'));
    assert.equal(content.length, mebibyte);
    assert.deepEqual(content.subarray(0, 5000), image);
    await succeeds(handbook.deleteVolume, 'removed block');
  });

  it('create, update and delete tokens', async () => {
    const made = dataOf(await world.curl(handbook.createToken, token));
    const value = textAt(made, 'value');
    const created_at = textAt(made, 'created_at');
    assert.match(created_at, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d-00:00$/);
    assert.deepEqual(made, {
      token_type: 'Bearer',
      value,
      expires_in: 400_000,
      created_at,
      last_access: created_at,
      name: 'Gitlab CI',
      usage_count: 0,
    });
    assert.equal((await world.curl(handbook.list, value)).status, 200);
    const update = handbook.updateToken.replace('3cb6bc72-a52d-4f4f-969c-c85465875774', value);
    assert.partialDeepStrictEqual(dataOf(await world.curl(update, token)), {
      name: 'updated-gitlab-token',
      expires_in: 800_000,
      created_at,
    });
    const remove = handbook.deleteToken.replace('d3b07384-d113-4ec6-973d-285854e7432f', value);
    await succeeds(remove, 'Token deleted successfully');
    assert.equal((await world.curl(handbook.list, value)).status, 401);
    const again = await world.curl(remove, token);
    assert.deepEqual([again.status, opened(again).data], [404, 'Token not found']);
  });

  it('are recorded as those of version 1 are', async () => {
    assert.partialDeepStrictEqual(await world.deployments('hello-world'), [
      { action: 'destroy', state: 'succeeded' },
      { action: 'restart', state: 'succeeded' },
      { action: 'create', state: 'succeeded' },
    ]);
  });

  /** The volume's content, which a call writes compressed into the file of the handbook. */
  async function download(call: string): Promise<Buffer> {
    const into = call.replace(/--output \S+/, '--output data_vol_1_dump.img');
    const { status, type } = await world.curl(into, token);
    assert.deepEqual([status, type], [200, 'application/octet-stream']);
    return inflateSync(await readFile(join(world.folder, 'data_vol_1_dump.img')));
  }

  /** The first event that a call without an end is sent. */
  async function firstEvent(call: string): Promise<string> {
    const line = adapt(call, {
      url: world.url,
      token,
      folder: world.folder,
      password: account.password,
    });
    const curl = spawn('sh', ['-c', `exec ${line} -sSN`]);
    const ended = once(curl, 'close');
    let text = '';
    for await (const chunk of curl.stdout) {
      text += chunk;
      const event = /^data:.*(?=\n\n)/m.exec(text);
      if (!event) continue;
      curl.kill();
      await ended;
      return event[0];
    }
    throw new Error(`no event in ${JSON.stringify(text)}`);
  }
});
