import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { changes, lastDeployment, prepareChange } from './support/changes.ts';
import { type ServerWorld, useServer } from './support/server-world.ts';
import { SlowUpload } from './support/slow-upload.ts';
import { connectTo } from './support/speak.ts';
import { until } from './support/until.ts';

const size = 2 ** 20;
const content = randomBytes(size);
const half = size / 2;
const inOrder = { code: 0, signal: null };

/** Sends what is given, and waits for no answer. */
async function begin({ url }: ServerWorld, words = ''): Promise<Socket> {
  const socket = await connectTo(url);
  socket.write(words);
  return socket;
}

async function isRefused({ url }: ServerWorld): Promise<boolean> {
  try {
    (await connectTo(url)).destroy();
    return false;
  } catch {
    return true;
  }
}

describe('a server that is told to stop', function () {
  this.timeout(60_000);
  const server = useServer();

  beforeEach(async () => {
    if (await isRefused(server())) await server().start();
  });

  /** Half an upload has come, and the server has been told to stop. */
  async function stopInUpload(volume: string, direct = false): Promise<SlowUpload> {
    const world = server();
    await world.makeVolume(volume, 1);
    const filled = world.seen('block-set');
    const isUnderWay = async () =>
      direct ? world.seen('block-set') > filled : (await world.spooled()).length > 0;
    const upload = new SlowUpload(world, volume, size, { direct });
    await upload.send(content.subarray(0, half));
    await until(isUnderWay);
    world.server.signal('SIGTERM');
    await until(() => isRefused(world));
    return upload;
  }

  for (const direct of [false, true]) {
    it(`lets an upload finish and refuses new connections [direct: ${direct}]`, async () => {
      const world = server();
      const volume = direct ? 'direct' : 'spooled';
      const upload = await stopInUpload(volume, direct);
      upload.end(content.subarray(half));
      assert.equal((await upload.answer).status, 200);
      assert.deepEqual(await world.server.ended, inOrder);
      assert(content.equals(await world.contentOf(volume)));
      assert.deepEqual(await world.spooled(), []);
    });
  }

  for (const change of changes) {
    it(`lets a change of a unikernel finish [${change.action}]`, async () => {
      const world = server();
      const { action, command } = change;
      await prepareChange(world, change, action);
      const slow = { kind: 'slow', milliseconds: 60_000 } as const;
      const held = world.emulator.faults.add(slow, { command });
      const [path, ask, status] = change.request(action);
      const answer = world.ask(path, ask);
      await until(() => held.waiting === 1);
      world.server.signal('SIGTERM');
      await until(() => isRefused(world));
      held.release();
      assert.equal((await answer).status, status);
      assert.deepEqual(await world.server.ended, inOrder);
      await world.start();
      assert.equal((await lastDeployment(world, action)).state, 'succeeded');
      assert(!world.server.output.includes('settled'));
    });
  }

  it('lets a change finish whose client has left', async () => {
    const world = server();
    const [create] = changes;
    assert(create);
    const slow = { kind: 'slow', milliseconds: 60_000 } as const;
    const held = world.emulator.faults.add(slow, { command: create.command });
    const [path, ask] = create.request('left');
    const leaving = new AbortController();
    const left = assert.rejects(world.ask(path, { ...ask, signal: leaving.signal }));
    await until(() => held.waiting === 1);
    leaving.abort();
    await left;
    world.server.signal('SIGTERM');
    await until(() => isRefused(world));
    held.release();
    assert.deepEqual(await world.server.ended, inOrder);
    await world.start();
    assert.equal((await lastDeployment(world, 'left')).state, 'succeeded');
  });

  it('ends event streams at once, and lets the rest finish', async () => {
    const world = server();
    const [create] = changes;
    assert(create);
    await world.expect(201, ...withoutStatus(create.request('talks')));
    const path = `${world.url}/api/v1/hosts/one/unikernels/talks`;
    const headers = { authorization: `Bearer ${world.token}` };
    const streams = await Promise.all(
      ['console', 'stats'].map((name) => fetch(`${path}/${name}`, { headers })),
    );
    assert.deepEqual(
      streams.map(({ status }) => status),
      [200, 200],
    );
    const upload = await stopInUpload('streams');
    for (const { body } of streams) {
      assert(body);
      assert.match(await text(body), /^:/);
    }
    upload.end(content.subarray(half));
    assert.equal((await upload.answer).status, 200);
    assert.deepEqual(await world.server.ended, inOrder);
  });

  it('does not wait for connections that ask nothing, or never come to the point', async () => {
    const world = server();
    const silent = await begin(world);
    const hesitant = await begin(world, 'GET /api/v1/hosts HTTP/1.1\r\nHost: fulmar\r\nX-A');
    const again = await begin(world, 'GET /healthz HTTP/1.1\r\nHost: fulmar\r\n\r\n');
    await once(again, 'data');
    assert.deepEqual(await world.server.terminate(), inOrder);
    for (const socket of [silent, hesitant, again]) socket.destroy();
  });

  it('leaves an upload to the next start that its host does not take', async () => {
    const world = server();
    await world.makeVolume('away', 1);
    const upload = new SlowUpload(world, 'away', size);
    await upload.send(content.subarray(0, half));
    await until(async () => (await world.spooled()).length > 0);
    const refusing = { kind: 'reset-request', afterOctets: 0 } as const;
    world.emulator.faults.add(refusing, { command: 'block-set' });
    upload.end(content.subarray(half));
    const { status, text: words } = await upload.answer;
    assert.equal(status, 502, words);
    assert.deepEqual(await world.server.terminate(), inOrder);
    assert.equal((await world.spooled()).length, 1);
    world.emulator.faults.clear();
    await world.start();
    await world.untilDelivered();
    assert(content.equals(await world.contentOf('away')));
  });

  it('ends at once when it is told so again', async () => {
    const world = server();
    const upload = await stopInUpload('twice');
    const cut = assert.rejects(upload.answer);
    assert.deepEqual(await world.server.terminate(), { code: 1, signal: null });
    await cut;
  });
});

const withoutStatus = <T, U>([path, ask]: readonly [T, U, number]) => [path, ask] as const;
