import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSite } from '../../src/http/site/site.ts';
import { ask } from '../support/request.ts';
import { startTestApp } from '../support/test-app.ts';

describe('GET /cli', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-command-'));
    await writeFile(join(folder, 'index.html'), '<!doctype html>');
  });
  after(() => rm(folder, { recursive: true }));

  const fetchCommand = async () => {
    const app = await startTestApp({ routes: [], site: await readSite(folder) });
    try {
      return await ask(app.url, '/cli', { headers: { accept: 'text/html' } });
    } finally {
      await app.close();
    }
  };

  it('says how the command is built where it is not', async () => {
    const { status, json } = await fetchCommand();
    assert.equal(status, 404);
    assert.partialDeepStrictEqual(json, { code: 'not-found' });
    assert.match(`${Reflect.get(Object(json), 'detail')}`, /npm run build:dashboard/);
  });

  it('gives the command as a file', async () => {
    await mkdir(join(folder, 'cli'));
    await writeFile(join(folder, 'cli/fulmar.js'), '#!/usr/bin/env node\n');
    const { status, headers, text } = await fetchCommand();
    assert.equal(status, 200);
    assert.equal(text, '#!/usr/bin/env node\n');
    assert.equal(headers.get('content-disposition'), 'attachment; filename="fulmar"');
    assert.equal(headers.get('cache-control'), 'no-cache');
  });
});
