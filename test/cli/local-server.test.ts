import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chown, link, mkdir, readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import * as z from 'zod';
import { migrate } from '../../src/database/migrate.ts';
import { ownSecretKey } from '../../src/server/data-folder.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { OwnServer } from '../support/own-server.ts';
import { ask } from '../support/request.ts';
import { passphrase, RestoredServer } from './backup/restored-server.ts';
import { callCommand } from './support/call-command.ts';
import { commandSource, runProcess } from './support/run-process.ts';

const offered = z.object({ account: z.string(), link: z.string() });

describe('the server of this machine', function () {
  this.timeout(120_000);
  let place: RestoredServer;
  let data: string;
  beforeEach(async () => {
    place = await RestoredServer.make();
    data = join(place.folder, 'data');
    await mkdir(data, { mode: 0o700 });
  });
  afterEach(() => place[Symbol.asyncDispose]());

  async function makeDatabase(): Promise<void> {
    await ownSecretKey(data);
    const database = await openDatabase({ file: join(data, 'fulmar.sqlite') });
    await migrate(database);
    await database.close();
  }

  /** What the program gives for an account, where no server runs. */
  async function offer(command: string, body: object) {
    const told = await place.control(command, body);
    assert.equal(told.code, 0, told.text);
    return offered.parse(JSON.parse(told.text));
  }

  it('gets its first administrator while it does not run, whose link works then', async () => {
    await makeDatabase();
    const ann = { name: 'ann', email: 'ann@example.org' };
    const first = await offer('admin/create', ann);
    const { link: address } = await offer('admin/reset-password', { account: 'Ann@example.org' });
    assert.match(first.link, /^http:\/\/127\.0\.0\.1:\d+\/reset-password#/);
    const twice = await place.control('admin/create', ann);
    assert.match(twice.text, /has or had this name/);
    await using server = await place.start();
    const [, token] = address.split('#');
    const password = 'a quite new password';
    const reset = (json: object) => ask(server.url, '/api/v1/account/password-reset', { json });
    assert.equal((await reset({ token: first.link.split('#')[1], password })).status, 401);
    assert.equal((await reset({ token, password })).status, 204);
    const { json } = await ask(server.url, '/api/v1/session', {
      json: { email: ann.email, password },
    });
    assert.partialDeepStrictEqual(json, { name: 'ann', admin: true });
  });

  it('is known not to run by a socket that a kill has left', async () => {
    await makeDatabase();
    const socket = createServer().listen(join(place.folder, 'socket'));
    await once(socket, 'listening');
    await link(join(place.folder, 'socket'), join(data, 'control.sock'));
    socket.close();
    await once(socket, 'close');
    const environment = { FULMAR_DATA: data, FULMAR_PROGRAM: '/none' };
    const told = await callCommand(place.folder, ['server', 'check'], { environment });
    assert.ok(told.stderr.startsWith(`No server runs on ${data}, and /none cannot be started: `));
    await using server = await place.start(); // in whose way it is not
    const checked = await callCommand(place.folder, ['server', 'check'], { environment });
    assert.match(checked.stdout, /^ok +database: /m, server.url);
  });

  it('has no program but where there is a database of its release', async () => {
    const none = await place.control('admin/create', { name: 'ann', email: 'ann@example.org' });
    assert.match(none.text, /There is no \S+fulmar\.sqlite: name the data folder/);
    await makeDatabase();
    const database = await openDatabase({ file: join(data, 'fulmar.sqlite') });
    const inUse = await place.control('server/backup', { file: join(data, 'a'), passphrase });
    assert.match(inUse.text, /in use by another process\. Is a server running already\?/);
    const checked = await place.control('server/check', {});
    assert.match(checked.text, /If a server has only just started, try again/);
    await database
      .em()
      .execute("insert into mikro_orm_migrations (name) values ('Migration20991231000000')");
    await database.close();
    const other = await place.control('admin/reset-password', { account: 'ann' });
    assert.match(other.text, /of another release than this program: use the one that has used it/);
  });

  it('is not touched by root where it is another’s', async function () {
    if (process.getuid?.() !== 0) this.skip();
    await chown(data, 4242, 4242);
    for (const command of ['server/check', 'server/restore', 'server/backup', 'admin/create']) {
      const body = { file: join(place.folder, 'none'), passphrase };
      const told = await place.control(command, body);
      assert.match(told.text, /data belongs to the user 4242, .* with `sudo -u #4242`/, command);
    }
    await chown(data, 1, 1);
    const named = await place.control('server/restore', { file: join(data, 'none'), passphrase });
    assert.match(named.text, /data belongs to the user daemon, .* with `sudo -u daemon`/);
    assert.deepEqual(await readdir(data), []);
  });
});

describe('the server that runs on this machine', function () {
  this.timeout(120_000);
  let server: OwnServer;
  let data: string;
  before(async () => {
    server = await OwnServer.open();
    data = join(server.folder, 'data');
  });
  after(() => server?.close());

  it('makes one backup at a time', async () => {
    const environment = { FULMAR_DATA: data, FULMAR_BACKUP_PASSPHRASE: passphrase };
    const both = await Promise.all(
      ['one', 'other'].map((name) => {
        const file = join(server.folder, `${name}.backup`);
        return callCommand(server.folder, ['server', 'backup', file], { environment });
      }),
    );
    const codes = both.map(({ code }) => code);
    assert.deepEqual(codes.sort(), [0, 1]);
    const refused = both.find(({ stderr }) => stderr !== '');
    assert.equal(refused?.stderr, 'Another backup is being made: try again when it is done.\n');
    const files = (await readdir(server.folder)).filter((name) => name.includes('.backup'));
    assert.equal(files.length, 1);
  });

  it('is asked by no other user', async function () {
    if (process.getuid?.() !== 0) this.skip();
    const words = [commandSource, 'admin', 'reset-password', 'alice', '--data', data];
    const told = await runProcess(process.execPath, words, { home: '/tmp', user: 65_534 });
    if (/Cannot find module|EACCES.*main\.ts/.test(told.stderr)) this.skip(); // it may not read the sources
    assert.equal(told.code, 1);
    assert.match(
      told.stderr,
      /control\.sock: you may not ask it\. Call as the user that the server runs as/,
    );
  });
});
