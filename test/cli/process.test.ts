import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from './support/run-process.ts';

describe('the command as a process', () => {
  let home: string;
  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'fulmar-cli-'));
  });
  after(() => rm(home, { recursive: true }));

  it('ends with the exit code for signing in, and says what to do', async () => {
    const { code, stdout, stderr } = await runCommand(['list'], { home });
    assert.deepEqual({ code, stdout }, { code: 4, stdout: '' });
    assert.match(stderr, /fulmar login/);
  });
});
