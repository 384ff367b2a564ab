import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCommand } from '../../scripts/cli/build.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { runProcess } from './support/run-process.ts';

describe('the command in one file', () => {
  let home: string;
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'fulmar-bundle-'));
    await buildCommand(join(home, 'package'), '0.9.0+git20261201.abcdef12');
  });
  after(() => rm(home, { recursive: true }));

  it('runs by itself, under any name, from any folder', async () => {
    const alone = join(home, 'fulmar');
    await copyFile(join(home, 'package/fulmar.js'), alone);
    assert.ok((await stat(alone)).size < 3 * 2 ** 20);
    const image = join(home, 'hello.spt');
    await writeFile(image, sampleImage());
    const words = [alone, 'image', 'inspect', image];
    const { code, stdout, stderr } = await runProcess(process.execPath, words, { home });
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(stdout, /^Target +spt/);
  });

  it('says at once that a Node is too old for it', async () => {
    const script = "Object.defineProperty(process.versions, 'node', { value: '20.19.2' })";
    const older = ['--import', `data:text/javascript,${encodeURIComponent(script)}`];
    const words = [...older, join(home, 'package/fulmar.js'), 'list'];
    const { code, stdout, stderr } = await runProcess(process.execPath, words, { home });
    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
    assert.equal(stderr, 'fulmar needs Node 22.12 or newer, and this is 20.19.2.\n');
  });

  it('is a package that depends on nothing, with its man page and the schema', async () => {
    const read = (name: string) => readFile(join(home, 'package', name), 'utf8');
    const about = JSON.parse(await read('package.json'));
    assert.deepEqual(about.bin, { fulmar: 'fulmar.js' });
    assert.equal(about.dependencies, undefined);
    assert.equal(about.version, '0.9.0+git20261201.abcdef12');
    const asked = [join(home, 'package/fulmar.js'), '--version'];
    const { code, stdout } = await runProcess(process.execPath, asked, { home });
    assert.deepEqual({ code, stdout }, { code: 0, stdout: `${about.version}\n` });
    assert.match(await read('fulmar.js'), /^#!\/usr\/bin\/env node\n/);
    assert.match(await read('fulmar.1'), /^\.TH FULMAR 1\n/);
    assert.equal(JSON.parse(await read('fulmar.schema.json')).title, 'fulmar.yaml');
  });
});
