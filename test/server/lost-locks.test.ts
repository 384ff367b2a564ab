import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandType } from '../../src/albatross/commands.ts';
import { monotonicClock } from '../../src/base/clock.ts';
import type { Database } from '../../src/database/database.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import type { Fault } from '../../src/emulator/faults.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import type { FulmarServer } from '../../src/server/start-server.ts';
import { usePostgres } from '../support/postgres.ts';
import { type Ask, ask, type Told } from '../support/request.ts';
import { RunningServers } from '../support/running-servers.ts';
import { SilentProxy } from '../support/silent-proxy.ts';
import { formOf } from '../unikernels/deploy-form.ts';
import { Administrator } from './support/administrator.ts';
import { until } from './support/until.ts';

/** Milliseconds from a loss until the next lock, at most; a silence is a loss 3 s later. */
const nextLock = 10_000;
const silence = 3_000;

const content = (octet: number) => Buffer.alloc(2 ** 20, octet);
const imageForm = (filler: string) => formOf([['image', sampleImage({ filler, padTo: 2 ** 19 })]]);

/** Something that only one server may do at a time. */
interface Work {
  readonly command: CommandType;
  /** Keeps the first of them in its midst. */
  readonly fault: Fault;
  readonly path: string;
  request(which: 'first' | 'second'): Ask;
  readonly busy: string;
}

const upload = (direct: boolean): Work => ({
  command: 'block-set',
  fault: { kind: 'pause-reading', afterOctets: 1 },
  path: `/hosts/one/volumes/data/data?direct=${direct}`,
  request: (which) => ({ method: 'PUT', body: content(which === 'first' ? 1 : 2) }),
  busy: 'volume-busy',
});

const works: Readonly<Record<string, Work>> = {
  upload: upload(false),
  'direct upload': upload(true),
  update: {
    command: 'unikernel-force-create',
    fault: { kind: 'pause-reading', afterOctets: 1 },
    path: '/hosts/one/unikernels/web/update',
    request: (which) => ({ body: imageForm(which) }),
    busy: 'unikernel-busy',
  },
  restart: {
    command: 'unikernel-restart',
    fault: { kind: 'silent' },
    path: '/hosts/one/unikernels/web/restart',
    request: () => ({ method: 'POST' }),
    busy: 'unikernel-busy',
  },
};

describe('what a server does whose locks are lost', function () {
  this.timeout(60_000);
  const url = usePostgres();
  const stack = new AsyncDisposableStack();
  let folder: string;
  let database: Database;
  let proxy: SilentProxy;
  let emulator: Emulator;
  let one: FulmarServer;
  let other: FulmarServer;
  let token: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-lost-locks-'));
    stack.defer(() => rm(folder, { recursive: true, force: true }));
    await mkdir(join(folder, 'host'));
    emulator = await startEmulator({ folder: join(folder, 'host') });
    stack.defer(() => emulator.close());
    proxy = stack.use(await SilentProxy.open(url()));
    database = await openDatabase({ url: url() });
    stack.defer(() => database.close());
    const running = stack.use(new RunningServers());
    const environment = { FULMAR_SECRET_KEY: randomBytes(32).toString('base64') };
    one = await running.start({ ...environment, FULMAR_DATABASE_URL: proxy.url });
    other = await running.start({ ...environment, FULMAR_DATABASE_URL: url() });
    const administrator = new Administrator();
    await administrator.signUp(one.url);
    await administrator.addHost(one.url, 'one', emulator);
    token = await administrator.makeToken(one.url, ['unikernels:write', 'volumes:write']);
    await until(async () => (await askServer(other, '/hosts/one/volumes')).status === 200);
    const volume = { json: { name: 'data', size: 1 } };
    assert.equal((await askServer(one, '/hosts/one/volumes', volume)).status, 201);
    const body = formOf([
      ['config', { name: 'web' }],
      ['image', sampleImage()],
    ]);
    assert.equal((await askServer(one, '/hosts/one/unikernels', { body })).status, 201);
  });
  after(() => stack.disposeAsync());

  const askServer = (server: FulmarServer, path: string, options: Ask = {}): Promise<Told> =>
    ask(`${server.url}/api/v1`, path, { token, ...options });

  /** Ends the connections with the locks of all servers but `other`. */
  const cut = () =>
    database.em().execute(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and granted
         and database = (select oid from pg_database where datname = current_database())
         and (classid::bigint << 32 | objid::bigint) in
         (select hashtextextended(name, 0) from locks where name like 'unikernel/%' or name like 'volume/%')`,
    );
  const losses = { cut: [cut, 0], silent: [async () => proxy.silence(), silence] } as const;

  const seen = (command: CommandType) =>
    emulator.commands.all.filter(({ type }) => type === command).length;

  for (const [name, { command, fault, path, request, busy }] of Object.entries(works)) {
    for (const [how, [lose, delay]] of Object.entries(losses)) {
      it(`is over before another server does the same [${name}, ${how}]`, async () => {
        const before = seen(command);
        const midst = emulator.faults.add(fault, { command, times: 1 });
        const first = askServer(one, path, request('first'));
        await until(() => midst.waiting === 1);
        assert.partialDeepStrictEqual((await askServer(other, path, request('second'))).json, {
          code: busy,
        });
        await lose();
        const began = monotonicClock();
        let isOver = false;
        void first.then(() => {
          isOver = true;
        });
        const second = until(() => seen(command) > before + 1).then(() => {
          return { at: monotonicClock(), afterFirst: isOver };
        });
        const told = { status: 0, text: '' };
        await until(async () => {
          Object.assign(told, await askServer(other, path, request('second')));
          return told.status !== 409;
        });
        assert.equal(told.status, 200, told.text);
        const { at, afterFirst } = await second;
        assert.ok(afterFirst, 'the first has ended its work');
        assert.ok(at - began < delay + nextLock, `${at - began} ms`);
        assert.partialDeepStrictEqual((await first).json, { status: 503, code: 'lock-lost' });
        midst.release();
      });
    }
  }

  it('leaves what the other has done', async () => {
    assert(content(2).equals(await readFile(join(folder, 'host', 'block', 'alice:data'))));
  });

  it('is settled by asking the host', async () => {
    const deployments = async () =>
      Object((await askServer(other, '/hosts/one/unikernels/web/deployments')).json).data;
    await until(async () =>
      (await deployments()).every(({ finishedAt }: { finishedAt: unknown }) => finishedAt !== null),
    );
    const states = (await deployments()).map(({ state }: { state: string }) => state);
    assert.equal(states.filter((state: string) => state === 'succeeded').length, 5);
  });

  it('is locked again at once, by either server', async () => {
    for (const server of [one, other, one]) {
      const told = await askServer(server, '/hosts/one/unikernels/web/restart', { method: 'POST' });
      assert.equal(told.status, 200, told.text);
    }
  });
});
