import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { ask } from '../support/request.ts';
import { formOf } from '../unikernels/deploy-form.ts';
import { changes, lastDeployment, prepareChange } from './support/changes.ts';
import { copyFolder } from './support/copy-folder.ts';
import { mountTiny, unmount } from './support/mount-tiny.ts';
import { readAll, readPaths } from './support/reads.ts';
import { useServer } from './support/server-world.ts';
import { until } from './support/until.ts';

const mebibyte = 2 ** 20;
const small = randomBytes(mebibyte);
const large = randomBytes(3 * mebibyte);

describe('a full disk below the spool', function () {
  this.timeout(60_000);
  const server = useServer();
  let folder = '';

  before(async function () {
    folder = join(server().folder, 'data', 'spool');
    await server().makeVolume('data', 4, small);
    await server().server.kill();
    if (!(await mountTiny(folder, 2048))) this.skip();
    server().defer(() => unmount(folder));
    await server().start();
  });

  const upload = (body: Buffer<ArrayBuffer>, headers = {}) =>
    server().ask('/hosts/one/volumes/data/data', { method: 'PUT', body, headers });

  it('refuses an upload with 507, leaves the volume as it was, and gives the room back', async () => {
    for (const _again of [1, 2]) {
      const told = await upload(large);
      assert.equal(told.status, 507, told.text);
      assert.partialDeepStrictEqual(told.json, { code: 'no-room' });
      assert.deepEqual(await server().spooled(), []);
      assert(small.equals((await server().contentOf('data')).subarray(0, small.length)));
    }
    const told = await upload(small);
    assert.equal(told.status, 200, told.text);
  });

  it('refuses many at once, and takes the next', async () => {
    const names = ['a', 'b', 'c', 'd'];
    for (const name of names) await server().makeVolume(name, 4);
    const answers = await Promise.all(
      names.map((name) =>
        server().ask(`/hosts/one/volumes/${name}/data`, { method: 'PUT', body: large }),
      ),
    );
    assert.deepEqual(
      answers.map(({ status }) => status),
      [507, 507, 507, 507],
    );
    assert.deepEqual(await server().spooled(), []);
    assert.equal((await upload(small)).status, 200);
  });

  it('refuses an image with 507, records nothing, and takes a smaller one', async () => {
    const create = (padTo: number) =>
      formOf([
        ['config', { name: 'hello' }],
        ['image', sampleImage({ padTo })],
      ]);
    const told = await server().ask('/hosts/one/unikernels', { body: create(3 * mebibyte) });
    assert.equal(told.status, 507, told.text);
    assert.deepEqual(await server().spooled(), []);
    await server().expect(201, '/hosts/one/unikernels', { body: create(mebibyte) });
  });

  it('hinders no direct upload', async () => {
    const path = '/hosts/one/volumes/data/data?direct=true';
    await server().expect(200, path, { method: 'PUT', body: large });
    assert(large.equals((await server().contentOf('data')).subarray(0, large.length)));
  });
});

describe('a full disk below the database', function () {
  this.timeout(60_000);
  const server = useServer();
  let folder = '';

  before(async function () {
    const world = server();
    folder = join(world.folder, 'data');
    await world.server.kill();
    const copy = join(world.folder, 'copy');
    await copyFolder(folder, copy);
    if (!(await mountTiny(folder, 4096))) this.skip();
    world.defer(() => unmount(folder));
    await copyFolder(copy, folder);
    await world.start();
  });

  const filler = () => join(folder, 'filler');
  const fill = () => assert.rejects(writeFile(filler(), Buffer.alloc(8 * mebibyte)));
  const free = () => rm(filler());

  const makeToken = async () => {
    const { administrator, url } = server();
    const json = { name: 'more', scopes: ['hosts:read'] };
    return await administrator.ask(url, '/tokens', { json });
  };

  it('fails what has to be stored, and nothing else, until there is room', async () => {
    await fill();
    await until(async () => (await makeToken()).status !== 201);
    const told = await makeToken();
    assert.equal(told.status, 507);
    assert.partialDeepStrictEqual(told.json, { code: 'no-room' });
    await server().expect(200, '/hosts/one/volumes');
    await free();
    assert.equal((await makeToken()).status, 201);
  });

  it('answers whatever only reads, and says that writes fail', async () => {
    const world = server();
    const { json } = await world.expect(200, '/openapi.json');
    const { json: tokens } = await world.expect(200, '/tokens');
    const id = `${Reflect.get(Object(tokens), 'data')[0].id}`;
    const ids = { hosts: 'one', volumes: 'data', unikernels: 'hello', tokens: id };
    const paths = readPaths(json, ids);
    const person = { ask: (path: string) => world.administrator.ask(world.url, path) };
    await world.makeVolume('data', 1);
    const before = [await readAll(paths, world), await readAll(paths, person)];
    assert((await ask(world.url, '/readyz')).status === 200);
    await fill();
    await until(async () => (await makeToken()).status !== 201);
    assert.deepEqual([await readAll(paths, world), await readAll(paths, person)], before);
    await until(async () => (await ask(world.url, '/readyz')).status === 503);
    const { json: ready } = await ask(world.url, '/readyz');
    assert.deepEqual(ready, { status: 'writes fail: the database has no room left' });
    await free();
    await until(async () => (await ask(world.url, '/readyz')).status === 200);
  });

  it('sends no change to a host that cannot be recorded', async () => {
    const [create] = changes;
    assert(create);
    await fill();
    await until(async () => (await makeToken()).status !== 201);
    const [path, ask] = create.request('unrecorded');
    const before = server().seen(create.command);
    assert((await server().ask(path, ask)).status >= 500);
    assert.equal(server().seen(create.command), before);
    await free();
    await server().expect(201, path, ask);
  });

  it('records the outcome of a change by itself when there is room again', async () => {
    const world = server();
    const change = changes.find(({ action }) => action === 'restart');
    assert(change);
    await prepareChange(world, change, 'hello');
    const held = world.emulator.faults.add({ kind: 'hold-reply' }, { command: change.command });
    const [path, ask] = change.request('hello');
    const answer = world.ask(path, ask);
    await until(() => held.waiting === 1);
    await fill();
    await until(async () => (await makeToken()).status !== 201);
    held.release();
    const { status, text } = await answer;
    assert.equal(status, 200, `the host has carried it out: ${text}`);
    assert.equal((await lastDeployment(world, 'hello')).finishedAt, null);
    await free();
    await until(async () => (await lastDeployment(world, 'hello')).finishedAt !== null);
    assert.equal((await lastDeployment(world, 'hello')).state, 'succeeded');
  });
});
