import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/server/configuration.ts';
import { DataFolderError } from '../../src/server/data-folder.ts';
import { S3StandIn, s3Keys } from '../storage/support/s3-stand-in.ts';
import { startTestServer } from '../support/test-server.ts';
import { ServerProcess } from './support/server-process.ts';
import { type ServerWorld, useServer } from './support/server-world.ts';
import { until } from './support/until.ts';

const newKey = () => randomBytes(32).toString('base64');

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
    assert.match(words, /EADDRINUSE/);
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

describe('a server that has lost the key of its database', function () {
  this.timeout(60_000);
  const server = useServer();

  /** The host as an administrator sees it, once it has been asked. */
  async function hostOf({ administrator, url }: ServerWorld) {
    const ask = async () => Object((await administrator.expect(200, url, '/hosts/one')).json);
    await until(async () => (await ask()).errors.length > 0);
    return await ask();
  }

  for (const [how, environment] of [
    ['configured another one', { FULMAR_SECRET_KEY: newKey() }],
    ['lost its file', {}],
  ] as const) {
    it(`starts, and shows its hosts degraded and why [${how}]`, async () => {
      const world = server();
      const file = join(world.folder, 'data', 'secret-key');
      const key = await readFile(file);
      await world.server.kill();
      await rm(file);
      await world.start(environment);
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
      // The file’s key opens everything again, for the next test.
      await world.start({ FULMAR_SECRET_KEY: `${key.toString().trim()} ${newest}` });
    });
  }
});
