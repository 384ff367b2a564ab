import assert from 'node:assert/strict';
import { tokenActor } from '../support/actors.ts';
import { ask } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { greet } from './support/routes.ts';

describe('those who run the server', () => {
  let app: TestApp;
  before(async () => {
    const actors = { metrics: tokenActor(['metrics:read']), other: tokenActor(['hosts:read']) };
    app = await startTestApp({ routes: [greet], actors });
  });
  after(() => app.close());

  const proxied = { 'x-forwarded-for': '203.0.113.9' };

  it('see that it is alive', async () => {
    assert.deepEqual((await ask(app.url, '/healthz')).json, { status: 'alive' });
  });

  it('see that it is ready, until its database is away or it stops', async () => {
    assert.deepEqual((await ask(app.url, '/readyz')).json, { status: 'ready' });
    const checkDatabase = () => Promise.reject(new Error('the disk is gone'));
    const other = await startTestApp({ routes: [], checkDatabase });
    const away = await ask(other.url, '/readyz');
    assert.deepEqual([away.status, away.json], [503, { status: 'database unreachable' }]);
    other.stop();
    assert.deepEqual((await ask(other.url, '/readyz')).json, { status: 'stopping' });
    await other.close();
  });

  it('read metrics from the machine itself', async () => {
    await ask(app.url, '/api/v1/greeting');
    const { status, text } = await ask(app.url, '/metrics');
    assert.equal(status, 200);
    assert.match(text, /request_duration_seconds_count\{.*route="\/api\/v1\/greeting".*\} 1/);
    assert.match(text, /fulmar_process_resident_memory_bytes \d/);
  });

  it('read metrics from the machine itself with the scope for it, where the server has a public address', async () => {
    const url = new URL('https://fulmar.example.org');
    const actors = { metrics: tokenActor(['metrics:read']) };
    const told = await startTestApp({ routes: [greet], actors, url });
    assert.equal((await ask(told.url, '/metrics')).status, 401);
    assert.equal((await ask(told.url, '/metrics', { token: 'metrics' })).status, 200);
    await told.close();
  });

  it('read metrics from elsewhere with the scope for it only', async () => {
    const read = async (token?: string) =>
      (await ask(app.url, '/metrics', { headers: proxied, ...(token && { token }) })).status;
    assert.equal(await read(), 401);
    assert.equal(await read('other'), 403);
    assert.equal(await read('metrics'), 200);
  });
});
