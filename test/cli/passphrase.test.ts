import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callCommand } from './support/call-command.ts';

describe('the passphrase of a file', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-passphrase-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const backUp = async (text: string) => {
    const passphraseFile = join(folder, 'passphrase');
    await writeFile(passphraseFile, text);
    const words = ['server', 'backup', join(folder, 'all'), '--data', join(folder, 'none')];
    const program = ['--program', join(folder, 'no-program')];
    return await callCommand(folder, [...words, ...program, '--passphrase-file', passphraseFile]);
  };

  it('is refused where the file has several lines, since it is not said which counts', async () => {
    const { code, stderr } = await backUp('correct horse\n# of the backups\n');
    assert.equal(code, 1);
    assert.match(stderr, /several lines/);
    assert.doesNotMatch((await backUp('correct horse\n')).stderr, /several lines/);
  });
});
