import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { callCommand } from './support/call-command.ts';

describe('text of others, told by the command', () => {
  let home: string;
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'fulmar-hostile-'));
  });
  after(() => rm(home, { recursive: true, force: true }));

  it('says nothing to the terminal in notes', async () => {
    const image = join(home, 'hello.spt');
    await writeFile(image, sampleImage());
    const words = ['init', image, '-f', join(home, 'a\u001b[2Jb\u0007.yaml')];
    const { code, stderr } = await callCommand(home, words);
    assert.equal(code, 0, stderr);
    assert.ok(stderr.endsWith("/ab\ufffd.yaml'`.\n"), stderr);
  });

  it('says nothing to it in errors', async () => {
    const { code, stderr } = await callCommand(home, [
      'contexts',
      '--use',
      '\u001b]0;x\u0007y\u202e',
    ]);
    assert.equal(code, 1);
    for (const unsafe of ['\u001b', '\u0007', '\u202e']) assert.ok(!stderr.includes(unsafe));
    assert.match(stderr, /^There is no context .*: see `fulmar contexts`\.\n$/);
  });
});
