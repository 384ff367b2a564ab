import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseName } from '../../../src/albatross/names.ts';
import { type Emulator, startEmulator } from '../../../src/emulator/emulator.ts';
import { automationAnswer } from '../../../src/hosts/automation/schema.ts';
import { readConfig } from '../../../src/server/configuration.ts';
import type { FulmarServer } from '../../../src/server/start-server.ts';
import { Administrator } from '../../server/support/administrator.ts';
import { copyFolder } from '../../server/support/copy-folder.ts';
import { until } from '../../server/support/until.ts';
import { ask } from '../../support/request.ts';
import { ShiftedClock } from '../../support/shifted-clock.ts';
import { startTestServer } from '../../support/test-server.ts';
import { formOf, imageWith } from '../../unikernels/deploy-form.ts';

const hello = '/hosts/one/unikernels/hello';

describe('a server on what was restored', function () {
  this.timeout(120_000);
  let folder: string;
  let emulator: Emulator;
  let time: ShiftedClock;
  let administrator: Administrator;
  let live: FulmarServer | null;

  const start = (name: string) => {
    const config = readConfig({
      FULMAR_DATA: join(folder, name),
      FULMAR_PORT: '0',
      FULMAR_LOG_LEVEL: 'silent',
    });
    return startTestServer(config, { clock: time.now });
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-restored-'));
    time = new ShiftedClock();
    await mkdir(join(folder, 'host'));
    emulator = await startEmulator({ folder: join(folder, 'host'), clock: time.now });
    administrator = new Administrator();
    live = await start('live');
    await administrator.signUp(live.url);
  });
  afterEach(async () => {
    await live?.close();
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function stop(): Promise<void> {
    await live?.close();
    live = null;
  }

  async function automationOf({ url }: FulmarServer) {
    const { json } = await administrator.expect(200, url, '/automation');
    return automationAnswer.parse(json);
  }

  it('goes on by itself after any start on its own folder and database', async () => {
    await stop();
    live = await start('live');
    assert.deepEqual(await automationOf(live), { paused: false, since: null, reason: null });
    assert.equal((await ask(live.url, '/readyz')).text, '{"status":"ready"}');
  });

  it('pauses where its database is an older one, until an administrator resumes', async () => {
    await stop();
    const database = join(folder, 'live', 'fulmar.sqlite');
    await cp(database, join(folder, 'backup'));
    live = await start('live');
    await stop();
    await cp(join(folder, 'backup'), database);
    live = await start('live');
    const { paused, since, reason } = await automationOf(live);
    assert.deepEqual([paused, typeof since], [true, 'string']);
    assert.match(`${reason}`, /restored/);
    assert.match((await ask(live.url, '/readyz')).text, /"automation":"paused"/);
    await stop();
    live = await start('live');
    assert.equal((await automationOf(live)).paused, true);
    const token = await administrator.makeToken(live.url, ['hosts:read']);
    const api = `${live.url}/api/v1`;
    const refused = await ask(api, '/automation', { token, json: { paused: false } });
    assert.equal(refused.status, 403);
    await administrator.expect(200, live.url, '/automation', { json: { paused: false } });
    await stop();
    live = await start('live');
    assert.equal((await automationOf(live)).paused, false);
  });

  it('can be paused by an administrator', async () => {
    assert.ok(live);
    const { json } = await administrator.expect(200, live.url, '/automation', {
      json: { paused: true },
    });
    assert.partialDeepStrictEqual(json, { paused: true, reason: 'alice paused it.' });
  });

  it('touches nothing beside the live server, of whose folder it has a copy', async () => {
    assert.ok(live);
    await administrator.addHost(live.url, 'one', emulator);
    const body = formOf([
      ['config', { name: 'hello', failBehaviour: 'quit' }],
      ['image', imageWith()],
    ]);
    await administrator.expect(201, live.url, '/hosts/one/unikernels', { body });
    const kept = { method: 'PATCH', json: { keepRunning: true } };
    await administrator.expect(200, live.url, hello, kept);
    await stop();
    await copyFolder(join(folder, 'live'), join(folder, 'copy'));
    live = await start('live');
    await using copy = await startCopy();
    assert.equal((await automationOf(copy)).paused, true);
    assert.equal((await automationOf(live)).paused, false);
    const stateAt = async ({ url }: FulmarServer) =>
      Reflect.get(Object((await administrator.expect(200, url, hello)).json), 'state');
    for (const server of [live, copy])
      await until(async () => (await stateAt(server)) === 'running');
    time.pass(3);
    emulator.print('alice:hello', 'Solo5: solo5_exit(7) called');
    const name = parseName('alice:hello');
    emulator.host.unikernels.destroy(name);
    emulator.host.unikernels.destroy(name); // its trace, too
    for (const server of [live, copy])
      await until(async () => (await stateAt(server)) === 'exited');
    await stop(); // and the copy alone could start it now
    time.pass(10);
    await untilSeen(3);
    assert.equal(emulator.host.running.has(parseName('alice:hello')), false);
    await administrator.expect(200, copy.url, '/automation', { json: { paused: false } });
    await until(async () => emulator.host.running.has(parseName('alice:hello')));
  });

  async function startCopy(): Promise<FulmarServer & AsyncDisposable> {
    const server = await start('copy');
    return { ...server, [Symbol.asyncDispose]: () => server.close() };
  }

  /** Waits for so many more lists to be read of the host. */
  async function untilSeen(lists: number): Promise<void> {
    const count = () =>
      emulator.commands.all.filter(({ type }) => type === 'unikernel-info').length;
    const before = count();
    await until(async () => count() >= before + lists);
  }
});
