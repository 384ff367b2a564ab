import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandSource, runCommand, runProcess } from './support/run-process.ts';

/** No request gets as far as this server. */
const environment = { FULMAR_SERVER: 'http://127.0.0.1:1', FULMAR_TOKEN: 'fmr_token' };

describe('the command, with files and pipes that cannot be used', () => {
  let home: string;
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'fulmar-cli-'));
    await mkdir(join(home, 'dist'));
  });
  after(() => rm(home, { recursive: true }));

  it('says that an image is a folder, is missing, or is not a regular file', async () => {
    for (const [image, reason] of [
      ['dist', 'this is a folder'],
      ['dust', 'there is no such file'],
      ['/dev/null', 'this is not a file'],
    ] as const) {
      const told = await runCommand(['deploy', 'one/hello', image], { home, environment });
      assert.deepEqual(told, { code: 1, stdout: '', stderr: `${image}: ${reason}.\n` });
    }
  });

  /** Runs a line of shell, in which `"$0" "$1"` is the command. */
  const inShell = (line: string) =>
    runProcess('/bin/sh', ['-c', line, process.execPath, commandSource], { home, environment });

  it('says that its output cannot be written', async function () {
    if (!existsSync('/dev/full')) this.skip();
    const { code, stderr } = await inShell('"$0" "$1" man > /dev/full');
    assert.deepEqual({ code, stderr }, { code: 1, stderr: 'standard output: the disk is full.\n' });
  });

  it('ends silently once nobody reads its output', async () => {
    const line = '{ "$0" "$1" man; echo "$?" >&2; } | head -n 1';
    const { stdout, stderr } = await inShell(line);
    assert.deepEqual([stdout, stderr], ['.TH FULMAR 1\n', '0\n']);
  });
});
