import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { builtDashboard } from '../support/shared/shared.ts';
import { until } from './support/until.ts';

const root = resolve(import.meta.dirname, '../..');

/** As a shell or a supervisor starts it: npm, which starts a shell, which starts the server. */
function npmStart(folder: string): ChildProcess {
  const env = { ...process.env, FULMAR_DATA: folder, FULMAR_PORT: '0', FULMAR_LOG_LEVEL: 'info' };
  // A group of its own, so that nothing is left of it, however the test ends.
  return spawn('npm', ['start'], {
    cwd: root,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

function killAll({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (Reflect.get(Object(error), 'code') !== 'ESRCH') throw error;
  }
}

describe('npm start', function () {
  this.timeout(60_000);

  before(builtDashboard); // it would build it itself, beside other tests that do

  it('stops the server in order when npm alone is told to end', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-npm-start-'));
    const npm = npmStart(folder);
    try {
      let output = '';
      npm.stdout?.on('data', (octets: Buffer) => {
        output += octets;
      });
      await until(() => output.includes('the server listens'));
      npm.kill('SIGTERM');
      // Not before everyone who could write to it is gone.
      await once(npm, 'close', { signal: AbortSignal.timeout(10_000) });
      assert.match(output, /the server has stopped/);
    } finally {
      killAll(npm);
      await rm(folder, { recursive: true });
    }
  });
});
