import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtDashboard } from '../support/shared/shared.ts';
import { NpmScript } from './support/npm-script.ts';
import { until } from './support/until.ts';

describe('npm start', function () {
  this.timeout(60_000);

  before(builtDashboard); // it would build it itself, beside other tests that do

  it('stops the server in order when npm alone is told to end', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-npm-start-'));
    const npm = new NpmScript(['start'], { FULMAR_DATA: folder, FULMAR_PORT: '0' });
    try {
      await until(() => npm.output.includes('the server listens'));
      assert.match((await readdir('dist')).join(), /\bserver-[0-9a-f]{16}\b/); // which starts in half the time
      npm.child.kill('SIGTERM');
      // Not before everyone who could write to it is gone.
      await once(npm.child, 'close', { signal: AbortSignal.timeout(10_000) });
      assert.match(npm.output, /the server has stopped/);
    } finally {
      npm.killAll();
      await rm(folder, { recursive: true });
    }
  });
});
