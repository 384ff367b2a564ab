import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { readConfig } from '../../src/server/configuration.ts';
import { DataFolderError } from '../../src/server/data-folder.ts';
import { S3StandIn, s3Keys } from '../storage/support/s3-stand-in.ts';
import { startTestServer } from '../support/test-server.ts';
import { ServerProcess } from './support/server-process.ts';
import { type ServerWorld, useServer } from './support/server-world.ts';
import { until } from './support/until.ts';

const newKey = () => randomBytes(32).toString('base64');

/** Has the server of a data folder make a backup, as the command does. */
async function backUp(data: string, backup: object) {
  const asking = request({
    socketPath: join(data, 'control.sock'),
    path: '/server/backup',
    method: 'POST',
  });
  asking.end(JSON.stringify(backup));
  const [answer] = await once(asking, 'response');
  return { status: answer.statusCode, said: await text(answer) };
}

/** What a start says that comes to nothing: on standard error, and nothing else. */
async function refusalOf(environment: Readonly<Record<string, string>>): Promise<string> {
  const server = new ServerProcess(environment);
  assert.deepEqual(await server.ended, { code: 1, signal: null });
  assert.equal(server.output, '');
  assert.doesNotMatch(server.errors, /^ {4}at /m, 'no stack');
  return server.errors.trimEnd();
}

function isSentence(text: string): boolean {
  return !text.includes('\n') && /^[A-Z/].*[.?]$/.test(text);
}

describe('a start that comes to nothing', function () {
  this.timeout(60_000);
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-start-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('names everything that is wrong with the configuration, and repeats no value', async () => {
    const words = await refusalOf({
      FULMAR_DATA: folder,
      FULMAR_PORT: '70000',
      FULMAR_SIGNUP: 'perhaps',
      FULMAR_SECRET_KEY: 'correct horse',
      FULMAR_SPOOL_LIMIT: 'plenty',
      FULMAR_LOG_LEVEL: 'loud',
      FULMAR_DATABASE_URL: 'mysql://fulmar:hunter2@localhost',
      FULMAR_TRUST_PROXY: 'everybody',
    });
    const [head, ...faults] = words.split('\n');
    assert.equal(head, 'The configuration cannot be used:');
    assert.deepEqual(faults.map((fault) => /^ {2}(\w+): ./.exec(fault)?.[1]).sort(), [
      'FULMAR_DATABASE_URL',
      'FULMAR_LOG_LEVEL',
      'FULMAR_PORT',
      'FULMAR_SECRET_KEY',
      'FULMAR_SECRET_KEY',
      'FULMAR_SIGNUP',
      'FULMAR_SPOOL_LIMIT',
      'FULMAR_TRUST_PROXY',
    ]);
    assert.doesNotMatch(words, /horse|hunter2/);
  });

  it('says that the folder is no folder', async () => {
    await writeFile(join(folder, 'file'), '');
    const words = await refusalOf({ FULMAR_DATA: join(folder, 'file') });
    assert(isSentence(words), words);
    assert(words.includes(join(folder, 'file')));
  });

  for (const [place, reason] of [
    ['/proc/fulmar/data', 'cannot be made: its file system does not allow folders to be created'],
    ['/proc/fulmar', 'cannot be made: its file system does not allow folders to be created'],
    ['/dev/null/data', 'cannot be made: its path leads through a file'],
    ['/dev/null', 'cannot be made: there is a file with this name'],
  ] as const) {
    it(`says that no folder can be made there [${place}]`, async () => {
      const words = await refusalOf({ FULMAR_DATA: place });
      const advice = 'Choose another with FULMAR_DATA.';
      assert.equal(words, `The data folder ${place} ${reason}. ${advice}`);
    });
  }

  it('says that the key in the folder is none', async () => {
    await writeFile(join(folder, 'secret-key'), 'c2hvcnQ=\n');
    const words = await refusalOf({ FULMAR_DATA: folder });
    assert(isSentence(words), words);
    assert.match(words, /secret-key holds no key/);
  });

  it('says that the folder for images is not there', async () => {
    const images = join(folder, 'images-of-all');
    const words = await refusalOf({ FULMAR_DATA: join(folder, 'data'), FULMAR_IMAGES: images });
    assert(isSentence(words), words);
    assert.match(words, /images-of-all \(FULMAR_IMAGES\): ENOENT/);
  });

  it('says that the bucket for images takes nothing, and repeats no secret', async () => {
    await using store = await S3StandIn.open();
    const words = await refusalOf({
      FULMAR_DATA: join(folder, 'data'),
      FULMAR_LOG_LEVEL: 'silent',
      FULMAR_IMAGES: `s3://images/fulmar?endpoint=${store.address.endpoint}&region=eu-1`,
      FULMAR_S3_KEY_ID: s3Keys.id,
      FULMAR_S3_SECRET: 'hunter2',
    });
    assert(isSentence(words), words);
    assert.match(words, /FULMAR_IMAGES.*403 \(SignatureDoesNotMatch\)/);
    assert.doesNotMatch(words, /hunter2/);
  });

  it('says that the database is none', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'fulmar.sqlite'), 'Dear diary, '.repeat(1000));
    const words = await refusalOf({ FULMAR_DATA: folder });
    assert(isSentence(words), words);
    assert.match(words, /fulmar\.sqlite/);
  });

  it('says that the folder is a demonstration’s, and a demonstration that it is not', async () => {
    const environment = { FULMAR_DATA: folder, FULMAR_PORT: '0', FULMAR_LOG_LEVEL: 'silent' };
    const demonstration = { purpose: 'demonstration' } as const;
    const running = await startTestServer(readConfig(environment), demonstration);
    await running.close();
    const words = await refusalOf(environment);
    assert(isSentence(words.split('\n')[0] ?? ''), words);
    assert.match(words, /demonstration/);

    const own = { ...environment, FULMAR_DATA: join(folder, 'own') };
    await (await startTestServer(readConfig(own))).close();
    await assert.rejects(startTestServer(readConfig(own), demonstration), DataFolderError);
  });
});

describe('a server that runs', function () {
  this.timeout(60_000);
  const server = useServer();

  it('lets no other one use its folder', async () => {
    const words = await refusalOf({ FULMAR_DATA: join(server().folder, 'data') });
    assert(isSentence(words), words);
    assert.match(words, /in use by another process/);
    await server().expect(200, '/hosts/one/volumes');
  });

  it('shows Prometheus how its hosts are, and what its spool takes', async () => {
    const answer = await fetch(`${server().url}/metrics`);
    const text = await answer.text();
    assert.match(text, /^fulmar_hosts\{state="online"\} 1$/m);
    assert.match(text, /^fulmar_hosts\{state="degraded"\} 0$/m);
    assert.match(text, /^fulmar_spool_taken_bytes 0$/m);
  });

  it('lets no other one take its port', async () => {
    const FULMAR_DATA = join(server().folder, 'other');
    const words = await refusalOf({
      FULMAR_DATA,
      FULMAR_LOG_LEVEL: 'warn', // whether the dashboard is built is not the subject
      FULMAR_PORT: new URL(server().url).port,
    });
    assert(isSentence(words), words);
    assert.match(words, /EADDRINUSE.* Set FULMAR_PORT to another port/);
    await server().expect(200, '/hosts/one/volumes');
  });
});

describe('a server without an account', function () {
  this.timeout(60_000);

  it('shows the code for the first one on standard error, however little is logged', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-start-'));
    const server = new ServerProcess({ FULMAR_DATA: folder, FULMAR_LOG_LEVEL: 'silent' });
    try {
      await until(() => /code: [0-9a-f]{32}\n/.test(server.errors));
      assert.equal(server.output, '');
    } finally {
      await server.kill();
      await rm(folder, { recursive: true });
    }
  });
});

describe('a server whose database needs no key yet', function () {
  this.timeout(60_000);
  let data = '';
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'fulmar-start-'));
  });
  afterEach(() => rm(data, { recursive: true, force: true }));

  const start = async () => {
    const server = new ServerProcess({ FULMAR_DATA: data });
    await server.url();
    await server.kill();
    return (await readFile(join(data, 'secret-key'), 'utf8')).trim();
  };

  it('makes one where a crash has left an empty file, at its first start or the next', async () => {
    for (const name of ['owner', 'secret-key', 'fulmar.sqlite']) {
      await writeFile(join(data, name), '');
    }
    const first = await start();
    assert.equal(Buffer.from(first, 'base64').length, 32);
    assert.equal(await start(), first);
    await writeFile(join(data, 'secret-key'), '');
    assert.equal(Buffer.from(await start(), 'base64').length, 32);
  });
});

describe('a server that has lost the key of its database', function () {
  this.timeout(60_000);
  const server = useServer();

  /** The host as an administrator sees it, once it has been asked. */
  async function hostOf({ administrator, url }: ServerWorld) {
    const ask = async () => Object((await administrator.expect(200, url, '/hosts/one')).json);
    await until(async () => (await ask()).errors.length > 0);
    return await ask();
  }

  const losses = {
    lost: (file: string) => rm(file),
    emptied: (file: string) => writeFile(file, ''),
  };
  for (const [how, lose] of Object.entries(losses)) {
    it(`does not start, and makes none in its place [its file was ${how}]`, async () => {
      const world = server();
      const data = join(world.folder, 'data');
      const file = join(data, 'secret-key');
      const key = await readFile(file);
      await world.server.kill();
      await lose(file);
      for (let start = 0; start < 2; start += 1) {
        const words = await refusalOf({ FULMAR_DATA: data });
        assert(isSentence(words), words);
        assert.match(words, /secret-key holds no key.* Restore it from the backup/);
      }
      assert.equal((await readFile(file).catch(() => '')).length, 0);
      await writeFile(file, key);
      await world.start();
      await world.expect(200, '/hosts/one/volumes');
    });
  }

  it('makes no backup, which would hold another one', async () => {
    const { folder } = server();
    const file = join(folder, 'data', 'secret-key');
    const key = await readFile(file);
    await writeFile(file, '');
    const backup = { file: join(folder, 'lost.backup'), passphrase: 'a passphrase for tests' };
    const told = await backUp(join(folder, 'data'), backup);
    assert.equal(told.status, 422, told.said);
    assert.match(told.said, /secret-key holds no key/);
    assert.equal((await readFile(file)).length, 0);
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.includes('backup')),
      [],
    );
    await writeFile(file, key);
  });

  it('starts with another one, and shows its hosts degraded and why', async () => {
    const world = server();
    const file = join(world.folder, 'data', 'secret-key');
    const key = await readFile(file);
    await world.server.kill();
    await rm(file);
    await world.start({ FULMAR_SECRET_KEY: newKey() });
    const { state, reason, errors } = await hostOf(world);
    assert.deepEqual({ state, reason }, { state: 'degraded', reason: 'credentials' });
    assert.match(errors.at(-1).message, /[Ss]ealed with the key [0-9a-f]{8}/);
    const told = await world.ask('/hosts/one/volumes');
    assert.equal(told.status, 502, told.text);
    assert.match(told.text, /[Ss]ealed with the key/);

    await world.server.kill();
    await writeFile(file, key);
    await world.start();
    await world.expect(200, '/hosts/one/volumes');
    const newest = newKey();
    await world.start({ FULMAR_SECRET_KEY: `${newest} ${key.toString().trim()}` });
    await world.expect(200, '/hosts/one/volumes');
    await world.start({ FULMAR_SECRET_KEY: newest });
    await world.expect(200, '/hosts/one/volumes');
  });
});
