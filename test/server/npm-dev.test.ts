import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ask } from '../support/request.ts';
import { NpmScript } from './support/npm-script.ts';
import { until } from './support/until.ts';

describe('npm run dev', function () {
  this.timeout(60_000);

  it('serves the dashboard from its sources beside the server, and ends both', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-npm-dev-'));
    const npm = new NpmScript(['run', 'dev'], { FULMAR_DATA: folder, FULMAR_PORT: '0' });
    try {
      await until(() => npm.output.includes('the server listens'));
      const url = /Local: +(http:\S+)\//.exec(stripVTControlCharacters(npm.output))?.[1] ?? '';
      assert.match((await ask(url, '/')).text, /src="\/@vite\/client"/);
      npm.interrupt();
      await once(npm.child, 'close', { signal: AbortSignal.timeout(10_000) });
      assert.match(npm.output, /the server has stopped/);
      await assert.rejects(fetch(url));
    } finally {
      npm.killAll();
      await rm(folder, { recursive: true });
    }
  });
});
