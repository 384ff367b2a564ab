import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { TestIssuer } from '../identity/trusts/test-issuer.ts';
import { listening } from '../support/listening.ts';
import { ActionWorld } from './action-world.ts';
import { proxyTo } from './flaky-proxy.ts';
import { type OtherServer, serveOther } from './other-server.ts';

describe('the action without a stored secret', () => {
  let world: ActionWorld;
  let issuer: TestIssuer;
  let runner: OtherServer;
  let asked: IncomingHttpHeaders[];
  let environment: Record<string, string>;

  before(async () => {
    world = await ActionWorld.open();
    await world.write('web.hvt', sampleImage());
    issuer = await TestIssuer.start(() => new Date(), listening);
    asked = [];
    runner = await serveOther(async ({ url = '', headers }, answer) => {
      asked.push(headers);
      const audience = new URL(url, 'http://runner').searchParams.get('audience') ?? '';
      answer.end(JSON.stringify({ value: await issuer.token({ audience }) }));
    });
    environment = {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${runner.url}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of the runner',
    };
    await world.ask('/issuers', { json: { issuer: issuer.address } });
    await world.ask('/trusts', {
      json: {
        name: 'web',
        issuer: issuer.address,
        audience: world.url,
        rules: [{ claims: { repository: 'octo/web' }, scopes: ['unikernels:write'] }],
      },
    });
  });
  after(async () => {
    await world.close();
    await issuer.close();
    await runner.close();
  });

  it('deploys with the token that it gets for the job’s identity, and hides both', async () => {
    const inputs = { token: '', account: 'alice', image: 'web.hvt' };
    const step = await world.step(inputs, environment);
    assert.equal(step.code, 0, step.log);
    assert.equal(step.outputs.outcome, 'created');
    assert.equal(asked[0]?.authorization, 'Bearer of the runner');
    const hidden = step.log.split('\n').filter((line) => line.startsWith('::add-mask::'));
    assert.match(hidden[0] ?? '', /^::add-mask::eyJ/);
    assert.match(hidden[1] ?? '', /^::add-mask::fmr_/);
    assert.doesNotMatch(step.shown + step.summary, /eyJ|fmr_/);
  });

  it('fails where the account does not trust in the job, and says what it showed', async () => {
    const inputs = { token: '', account: 'alice', operation: 'destroy', audience: 'elsewhere' };
    const { code, errors } = await world.step(inputs, environment);
    assert.equal(code, 1);
    assert.match(errors[0] ?? '', /^403 exchange-refused: .* aud elsewhere, .* octo\/web/);
  });

  it('fails where the exchanged token may not, as with any other', async () => {
    await world.write('disk.img', Buffer.alloc(10));
    const inputs = { token: '', account: 'alice', operation: 'upload', file: 'disk.img' };
    const { code, errors } = await world.step(inputs, environment);
    assert.equal(code, 1);
    assert.match(errors[0] ?? '', /^403 scope-missing: .*volumes:write/);
  });

  it('shows it again where the token has ended meanwhile', async () => {
    await world.ask('/trusts', {
      json: {
        name: 'disk',
        issuer: issuer.address,
        audience: 'disks',
        rules: [
          { claims: { repository: 'octo/web' }, scopes: ['unikernels:write', 'volumes:write'] },
        ],
      },
    });
    const image = sampleImage({ devices: [{ name: 'data', type: 'block' }] });
    await world.write('disk.hvt', image);
    await world.write('disk.img', Buffer.alloc(10));
    const proxy = await proxyTo(world.url);
    const shown = {
      token: '',
      account: 'alice',
      audience: 'disks',
      address: proxy.url,
      name: 'disk',
    };
    const upload = { ...shown, operation: 'upload', file: 'disk.img', size: '1' };
    const uploaded = await world.step(upload, environment);
    assert.equal(uploaded.code, 0, uploaded.log);
    const config = JSON.stringify({ blockDevices: [{ name: 'data', volume: 'disk' }] });
    assert.equal((await world.step({ ...shown, image: 'disk.hvt', config }, environment)).code, 0);
    const times = asked.length;
    let revoked = 0;
    proxy.before('POST', /deployments$/, async () => {
      const { json } = await world.ask('/tokens');
      for (const { id, exchanged } of json.data) {
        if (!exchanged) continue;
        revoked += 1;
        await world.ask(`/tokens/${id}`, { method: 'DELETE' });
      }
    });
    const step = await world.step({ ...shown, operation: 'fill', file: 'disk.img' }, environment);
    await proxy.close();
    assert.equal(step.code, 0, step.log);
    assert.ok(revoked > 0);
    assert.equal(asked.length - times, 2);
    assert.doesNotMatch(step.shown, /eyJ|fmr_/);
  }).timeout(60_000);

  it('asks the runner again where that is passing, and not where it is not', async () => {
    for (const [status, code] of [
      [503, 0],
      [429, 0],
      [403, 1],
    ] as const) {
      let times = 0;
      const passing = await serveOther(async (_request, answer) => {
        times += 1;
        if (times === 1) return answer.writeHead(status, { 'retry-after': '1' }).end('later');
        return answer.end(JSON.stringify({ value: await issuer.token({ audience: world.url }) }));
      });
      const inputs = { token: '', account: 'alice', image: 'web.hvt' };
      const url = { ACTIONS_ID_TOKEN_REQUEST_URL: `${passing.url}/token` };
      const step = await world.step(inputs, { ...environment, ...url });
      assert.equal(step.code, code, step.log);
      assert.equal(times, code === 0 ? 2 : 1);
      await passing.close();
    }
  }).timeout(20_000);
});
