import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { TestIssuer } from '../identity/trusts/test-issuer.ts';
import { listening } from '../support/listening.ts';
import { ActionWorld } from './action-world.ts';
import { type FlakyProxy, proxyTo } from './flaky-proxy.ts';
import { serveOther } from './other-server.ts';
import type { StepResult } from './runner.ts';

const in2Seconds = 'Sat, 28 Nov 2026 12:00:02 GMT';
const answeredAt = 'Sat, 28 Nov 2026 12:00:00 GMT';

const problem = (status: number, code: string) =>
  JSON.stringify({ status, code, detail: 'Later.', requestId: 'r' });

describe('the action, where something is passing', function () {
  this.timeout(120_000); // half a minute of it are pauses, in some
  let world: ActionWorld;
  let proxy: FlakyProxy;
  before(async () => {
    world = await ActionWorld.open();
    proxy = await proxyTo(world.url);
    await world.write('web.hvt', sampleImage());
    await world.write('disk.img', Buffer.alloc(1000, 7));
  });
  after(async () => {
    await proxy.close();
    await world.close();
  });

  const step = (inputs: Readonly<Record<string, string>>) =>
    world.step({ address: proxy.url, image: 'web.hvt', ...inputs });

  const succeeded = ({ code, log, outputs }: StepResult, outcome: string) => {
    assert.deepEqual([code, outputs.outcome], [0, outcome], log);
    assert.match(log, /gave no answer: .* Asking again in 1 s\./);
  };

  it('does once what it has to ask for twice', async () => {
    proxy.lose('POST', /deployments\?/);
    succeeded(await step({}), 'created');
    proxy.lose('POST', /deployments\?/);
    succeeded(await step({}), 'updated');
    proxy.lose('DELETE', /web$/);
    succeeded(await step({ operation: 'destroy' }), 'destroyed');
    proxy.lose('POST', /volumes$/);
    proxy.lose('PUT', /data$/);
    const upload = { operation: 'upload', name: 'disk', file: 'disk.img', size: '1' };
    succeeded(await step(upload), 'uploaded');
    assert.equal(proxy.lost, 5);
    const { json } = await world.ask('/hosts/one/unikernels/web/deployments');
    assert.deepEqual(
      json.data.map(({ action }: { action: string }) => action),
      ['destroy', 'deploy', 'deploy'],
    );
  });

  it('follows a deployment while the server can not say how it does', async () => {
    const away = { code: 'database-unavailable', retryAfter: '1' };
    const stopping = { code: 'shutting-down', retryAfter: null };
    proxy.refuse('GET', /deployments\//, [stopping, away, away, away, away, stopping]);
    const { code, log, outputs } = await step({ name: 'api', settle: '1' });
    assert.deepEqual([code, outputs.outcome], [0, 'created'], log);
    assert.equal(proxy.refusalsLeft, 0);
  });

  it('asks again as long as a database may be away, before it deploys and afterwards', async () => {
    const away = { code: 'database-unavailable', retryAfter: '1' };
    proxy.refuse('GET', /unikernels\/queue$/, [away, away, away, away]);
    proxy.refuse('PATCH', /unikernels\/queue$/, [away, away, away, away]);
    const { code, log, outputs } = await step({ name: 'queue', labels: '{"team":"web"}' });
    assert.deepEqual([code, outputs.outcome], [0, 'created'], log);
    assert.equal(proxy.refusalsLeft, 0);
  });

  it('shows another identity where the answer to the first one was lost', async () => {
    const issuer = await TestIssuer.start(() => new Date(), listening);
    const runner = await serveOther(async (_request, answer) => {
      answer.end(JSON.stringify({ value: await issuer.token({ audience: 'fulmar' }) }));
    });
    await world.ask('/issuers', { json: { issuer: issuer.address } });
    const rules = [{ claims: { repository: 'octo/web' }, scopes: ['unikernels:write'] }];
    const trust = { name: 'web', issuer: issuer.address, audience: 'fulmar', rules };
    await world.ask('/trusts', { json: trust });
    proxy.lose('POST', /exchange$/);
    const inputs = { token: '', account: 'alice', address: proxy.url, image: 'web.hvt' };
    const environment = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${runner.url}/token`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of the runner',
    };
    succeeded(await world.step(inputs, environment), 'created');
    await runner.close();
    await issuer.close();
  });

  for (const [what, status, code, retryAfter, attempts] of [
    ['asks again when the server says so', 503, 'host-busy', '1', 2],
    ['asks again behind a proxy whose server is started anew', 502, null, null, 2],
    ['asks again where a proxy says so', 429, null, '1', 2],
    ['asks again at the time that a proxy says', 503, null, in2Seconds, 2],
    ['asks again at the time that the server says', 503, 'host-busy', in2Seconds, 2],
    ['asks again behind a proxy that waited long enough', 504, null, null, 2],
    ['asks again where Cloudflare waited long enough', 524, null, null, 2],
    ['asks again where Cloudflare finds the server restarting', 521, null, null, 2],
    ['asks again where a proxy has a fault', 500, null, null, 2],
    ['asks again where a proxy had waited for the request', 408, null, null, 2],
    ['does not ask again what a proxy cannot do', 501, null, null, 1],
    ['does not wait for a date in years', 503, null, 'Fri, 31 Dec 2100 23:59:59 GMT', 1],
    ['names the proxy that takes no such body', 413, null, null, 1],
    ['does not wait for hours', 429, 'too-many-requests', '3000', 1],
    ['does not ask again what may have happened', 504, 'host-timeout', null, 1],
  ] as const) {
    it(`${what} [${status}]`, async () => {
      const keys: unknown[] = [];
      const other = await serveOther((request, answer) => {
        keys.push(request.headers['idempotency-key']);
        if (keys.length > 1) return answer.writeHead(204).end();
        answer.writeHead(status, {
          date: answeredAt,
          ...(retryAfter && { 'retry-after': retryAfter }),
        });
        return answer.end(code ? problem(status, code) : '<h1>Bad gateway</h1>');
      });
      const { code: exit, log } = await step({ operation: 'destroy', address: other.url });
      assert.equal(exit, attempts === 2 ? 0 : 1, log);
      assert.equal(keys.length, attempts);
      if (retryAfter === in2Seconds) assert.match(log, /Asking again in 2 s/);
      if (status === 413) assert.match(log, /::error::A proxy in front of the server/);
      assert.equal(new Set(keys).size, code === null ? 1 : attempts);
      await other.close();
    });
  }

  it('asks again where an answer came without its end', async () => {
    let times = 0;
    const other = await serveOther((request, answer) => {
      times += 1;
      answer.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
      const told = ['', '{"sha256": "ab', '{"sha256": "abcd"}'][times - 1];
      request.resume().on('end', () => answer.end(told));
    });
    const inputs = { operation: 'upload', file: 'disk.img', encoding: 'gzip' };
    const { code, log, outputs } = await step({ ...inputs, address: other.url });
    assert.deepEqual([code, outputs.digest, times], [0, 'abcd', 3], log);
    assert.match(log, /The answer was cut off on its way\. Asking again/);
    await other.close();
  });

  it('waits for what an earlier attempt has begun, however often it has to ask', async () => {
    const running = { code: 'request-running', retryAfter: '1' };
    assert.equal((await step({})).code, 0);
    proxy.refuse('DELETE', /unikernels\/web$/, [running, running, running, running]);
    proxy.lose('DELETE', /unikernels\/web$/);
    const { code, log } = await step({ operation: 'destroy' });
    assert.equal(code, 0, log);
    const pauses = [...log.matchAll(/request-running.*Asking again in (\d+) s/g)].map(([, s]) => s);
    assert.deepEqual(pauses, ['1', '2', '4', '8']);
    assert.equal(proxy.refusalsLeft, 0);
  });

  it('calls a deployment that went well by its name, whatever is asked afterwards', async () => {
    assert.equal((await step({ name: 'late' })).outputs.outcome, 'created');
    for (const [name, outcome] of [
      ['late', 'updated'],
      ['later', 'created'],
    ] as const) {
      const { code, log, outputs, warnings } = await step({ name, labels: '{"Team":"web"}' });
      assert.deepEqual([code, outputs.outcome], [0, outcome], log);
      assert.match(warnings.join(), /It was deployed, without these labels: 400 invalid-body/);
    }
  });

  it('passes no command of a server on to the runner', async () => {
    const sha256 = 'x\n::warning::not ours ##[error]neither';
    const other = await serveOther((request, answer) => {
      request.resume().on('end', () => answer.end(JSON.stringify({ sha256 })));
    });
    const inputs = { operation: 'upload', file: 'disk.img', encoding: 'gzip' };
    const { log, warnings, outputs, summary } = await step({ ...inputs, address: other.url });
    assert.deepEqual([warnings, log.includes('##[')], [[], false]);
    assert.equal(outputs.digest, 'x ::warning::not ours ##[error]neither');
    assert.ok(summary.includes('x ::warning::not ours \\#\\#\\[error\\]neither'));
    await other.close();
  });
});
