import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { CommandWorld } from './support/command-world.ts';

describe('fulmar volumes', () => {
  let world: CommandWorld;
  before(async () => {
    const settings = { FULMAR_SPOOL_SHARE: '2MiB' };
    world = await CommandWorld.open(['volumes:write', 'hosts:read'], settings);
    await world.expect(0, ['volumes', 'create', 'data', '--size', '2']);
  });
  after(() => world.close());

  const path = (name: string) => join(world.home, name);

  it('lists them', async () => {
    assert.match(await world.expect(0, ['volumes', 'ls']), /^one +data +2 MiB +no +no$/m);
  });

  it('fills one from a file, and reads it back', async () => {
    const content = randomBytes(2 ** 21);
    const file = await world.write('disk.img', content);
    const filled = await world.expect(0, ['volumes', 'upload', 'data', file]);
    assert.match(filled, /^Filled one\/data with 2\.0 MiB, SHA-256 [\da-f]{64}\.\n$/);
    const words = ['volumes', 'download', 'one/data', '-o', path('back.img')];
    assert.match(await world.expect(0, words), /^Saved 2\.0 MiB to /);
    assert.ok(content.equals(await readFile(path('back.img'))));
    const again = await world.run(words);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /there already/);
    await world.expect(0, [...words, '--force']);
  });

  it('fills one from standard input, and reads it back to standard output', async () => {
    const stdin = 'x'.repeat(2 ** 20);
    const filled = await world.expect(0, ['volumes', 'upload', 'data', '-'], { stdin });
    assert.match(filled, /^Filled one\/data with 1\.0 MiB, SHA-256 [\da-f]{64}\.\n$/);
    const { code, stdout, stderr } = await world.run(['volumes', 'download', 'data', '-o', '-']);
    assert.deepEqual([code, stdout.length, stdout.slice(0, stdin.length)], [0, 2 ** 21, stdin]);
    assert.match(stderr, /^Read 2\.0 MiB of one\/data, SHA-256 [\da-f]{64}\.\n$/);
  });

  it('says that the folder to save one in does not exist', async () => {
    const file = path('none/back.img');
    const { code, stderr } = await world.run(['volumes', 'download', 'data', '-o', file]);
    assert.deepEqual([code, stderr], [1, `${file}: there is no such folder.\n`]);
  });

  it('passes one on as it arrives where that is asked for: the share of the spool is too small for it', async () => {
    await world.expect(0, ['volumes', 'create', 'large', '--size', '3']);
    const file = await world.write('large.img', randomBytes(3 * 2 ** 20));
    const words = ['volumes', 'upload', 'large', file];
    const refused = await world.run(words);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /with direct=true/);
    assert.match(await world.expect(0, [...words, '--direct']), /^Filled one\/large with 3\.0 MiB/);
    await world.expect(0, ['volumes', 'rm', 'large', '--yes']);
  });

  it('unpacks what is compressed', async () => {
    const file = await world.write('disk.img.gz', gzipSync(Buffer.alloc(2 ** 20, 'x')));
    assert.match(await world.expect(0, ['volumes', 'upload', 'data', file]), /with 1\.0 MiB/);
  });

  it('says why a file or a volume is not taken, before it is sent', async () => {
    const large = await world.write('large.img', Buffer.alloc(3 * 2 ** 20));
    const refused = await world.run(['volumes', 'upload', 'data', large]);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /2 MiB|larger|size/);
    const missing = await world.run(['volumes', 'upload', 'data', path('missing')]);
    assert.match(missing.stderr, /missing: there is no such file/);
    assert.match((await world.run(['volumes', 'upload', 'none', large])).stderr, /no volume none/);
  });

  it('deletes one where that is confirmed', async () => {
    assert.equal((await world.run(['volumes', 'rm', 'data'])).code, 1);
    await world.expect(0, ['volumes', 'rm', 'data', '--yes']);
    assert.match(await world.expect(0, ['volumes', 'ls']), /^There are no volumes/);
  });
});
