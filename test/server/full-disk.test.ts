import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { formOf } from '../unikernels/deploy-form.ts';
import { useServer } from './support/server-world.ts';

const run = promisify(execFile);
const mebibyte = 2 ** 20;
const small = randomBytes(mebibyte);
const large = randomBytes(3 * mebibyte);

/** Puts a file system of 2 MiB in the place of a folder; false where that is not permitted. */
async function mountTiny(folder: string): Promise<boolean> {
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=700', 'tmpfs', folder]);
    return true;
  } catch {
    return false;
  }
}

describe('a full disk', function () {
  this.timeout(60_000);
  const server = useServer();
  let folder = '';

  before(async function () {
    folder = join(server().folder, 'data', 'spool');
    await server().makeVolume('data', 4, small);
    await server().server.kill();
    if (!(await mountTiny(folder))) this.skip();
    server().defer(() => run('umount', [folder]));
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
