import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleImage } from '../../../src/emulator/sample-image.ts';
import { OwnServer } from '../../support/own-server.ts';
import { ask } from '../../support/request.ts';
import { formOf } from '../../unikernels/deploy-form.ts';
import { callCommand } from '../support/call-command.ts';
import { passphrase, RestoredServer } from './restored-server.ts';

describe('a backup that is restored elsewhere', function () {
  this.timeout(120_000);
  let server: OwnServer;
  let shared: string;
  let token: string;
  let keyId: string;
  const file = (name: string) => join(server.folder, `${name}.backup`);
  before(async () => {
    shared = await mkdtemp(join(tmpdir(), 'fulmar-shared-'));
    server = await OwnServer.open({}, { FULMAR_IMAGES: shared });
    const body = formOf([
      ['config', { name: 'web' }],
      ['image', sampleImage()],
    ]);
    await server.expect(201, '/hosts/one/unikernels', { body });
    const json = { name: 'all', scopes: ['admin'] };
    const made = await server.expect(201, '/tokens', { json });
    token = `${Reflect.get(Object(made.json), 'secret')}`;
    keyId = await makeKey(server.url);
    await backUp('bare', []);
    await backUp('full', ['--images'], `  ${passphrase}\t`);
  });
  after(async () => {
    await server?.close();
    await rm(shared, { recursive: true, force: true });
  });

  async function backUp(
    name: string,
    words: readonly string[],
    FULMAR_BACKUP_PASSPHRASE = passphrase,
  ): Promise<void> {
    const environment = { FULMAR_DATA: join(server.folder, 'data'), FULMAR_BACKUP_PASSPHRASE };
    const all = ['server', 'backup', file(name), ...words];
    const told = await callCommand(server.folder, all, { environment });
    assert.equal(told.code, 0, told.stderr);
  }

  /** Has a key made for a host, the same one however often it is asked for. */
  async function makeKey(url: string): Promise<string> {
    const headers = { 'idempotency-key': 'one' };
    const told = await ask(`${url}/api/v1`, '/ssh-keys', { json: {}, token, headers });
    assert.equal(told.status, 201, told.text);
    return `${Reflect.get(Object(told.json), 'id')}`;
  }

  const askForImage = async (url: string) => {
    await server.administrator.signIn(url);
    const path = '/hosts/one/unikernels/web/releases/1/image';
    return (await server.administrator.ask(url, path)).status;
  };

  it('is refused where its images are in another place than is set, unless they are left behind', async () => {
    await using restored = await RestoredServer.make();
    const body = { file: file('bare'), passphrase };
    const refusal = await restored.control('server/restore', body);
    assert.equal(refusal.code, 1);
    assert.ok(refusal.text.includes(`1 images in the folder ${shared}`), refusal.text);
    assert.match(refusal.text, /FULMAR_IMAGES.*--forget-images, which forgets only those that/);
    const left = await readdir(join(restored.folder, 'data')).catch(() => []);
    assert.deepEqual(left, [], 'nothing was made');
    const told = await restored.call(['restore', file('bare'), '--forget-images']);
    assert.equal(told.code, 0, told.stderr);
    assert.match(told.stderr, /1 of the kept images were not found/);
  });

  it('finds its images where they are in the same place', async () => {
    await using restored = await RestoredServer.make({ FULMAR_IMAGES: shared });
    const { code, text } = await restored.control('server/restore', {
      file: file('bare'),
      passphrase,
    });
    assert.equal(code, 0, text);
    assert.partialDeepStrictEqual(JSON.parse(text), { notFound: { images: 0, consoles: 0 } });
    await using started = await restored.start();
    assert.equal(await askForImage(started.url), 200);
  });

  it('finds them where they were moved to, once it need not be the same place', async () => {
    const moved = await mkdtemp(join(tmpdir(), 'fulmar-moved-'));
    await cp(shared, moved, { recursive: true });
    await using restored = await RestoredServer.make({ FULMAR_IMAGES: moved });
    const body = { file: file('bare'), passphrase, forgetImages: true };
    const { code, text } = await restored.control('server/restore', body);
    assert.equal(code, 0, text);
    assert.partialDeepStrictEqual(JSON.parse(text), { notFound: { images: 0 } });
    await rm(moved, { recursive: true });
  });

  it('brings its images along, and blanks around its passphrase do not count', async () => {
    await using restored = await RestoredServer.make();
    await restored.restore(file('full'));
    await using started = await restored.start();
    assert.equal(await askForImage(started.url), 200);
  });

  it('has keys for hosts and kept answers open with the key of the new place', async () => {
    const FULMAR_SECRET_KEY = randomBytes(32).toString('base64');
    await using restored = await RestoredServer.make({ FULMAR_SECRET_KEY });
    await restored.restore(file('full'));
    await using started = await restored.start();
    assert.equal(await makeKey(started.url), keyId, 'what was answered is known');
    const host = { name: 'two', transport: 'ssh', address: '127.0.0.1', port: 1, keyId };
    const hostKey = `SHA256:${randomBytes(32).toString('base64').replace(/=+$/, '')}`;
    const json = { ...host, user: 'fulmar', hostKey };
    const told = await ask(`${started.url}/api/v1`, '/hosts', { json, token });
    assert.ok(!told.text.includes('no such key'), told.text);
    assert.equal(told.status, 502, told.text);
  });

  it('leaves no key behind where it fails, with which a new server would go on', async () => {
    await using restored = await RestoredServer.make({ FULMAR_IMAGES: join(shared, 'nowhere') });
    const body = { file: file('full'), passphrase };
    const { code, text } = await restored.control('server/restore', body);
    assert.equal(code, 1);
    assert.match(text, /images cannot be kept in \S+nowhere/);
    assert.ok(!(await readdir(join(restored.folder, 'data'))).includes('secret-key'));
  });
});
