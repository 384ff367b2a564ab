import assert from 'node:assert/strict';
import { catalogue } from '../../src/base/errors.ts';
import { describeRoutes } from '../../src/http/openapi.ts';
import { ask } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { endSessions, greet, makeVolume, readHost } from './support/routes.ts';

describe('the documentation', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({ routes: [greet, readHost, makeVolume, endSessions] });
  });
  after(() => app.close());

  it('is an OpenAPI document made from the declarations', async () => {
    const { json } = await ask(app.url, '/api/v1/openapi.json');
    assert.partialDeepStrictEqual(json, {
      openapi: '3.1.1',
      paths: {
        '/api/v1/greeting': { get: { operationId: 'greet', security: [], tags: ['test'] } },
        '/api/v1/hosts/{host}/volumes/{name}': {
          post: {
            parameters: [
              { in: 'path', name: 'host', required: true },
              { in: 'path', name: 'name', required: true },
            ],
            requestBody: {
              required: true,
              content: { 'application/json': { schema: { additionalProperties: false } } },
            },
            responses: { 201: { description: 'Created' }, 401: {} },
          },
        },
      },
    });
  });

  it('is a page that loads only from our own origin', async () => {
    const { status, headers, text } = await ask(app.url, '/docs/api');
    assert.equal(status, 200);
    assert.match(headers.get('content-security-policy') ?? '', /script-src 'self';/);
    assert.doesNotMatch(text, /<script>|<style|style=|onload=|https?:/);
    for (const [, path = ''] of text.matchAll(/(?:src|href)="([^"]+\.\w+)"/g)) {
      const asset = await ask(app.url, new URL(path, `${app.url}/docs/api`).pathname);
      assert.equal(asset.status, 200, path);
      assert.ok(asset.text.length > 100, path);
    }
  });

  it('explains every problem at the address that is its type', async () => {
    const { status, headers } = await ask(app.url, '/docs');
    assert.equal(status, 302); // without a site; the fragment goes along
    const { text } = await ask(app.url, headers.get('location') ?? '');
    for (const code of Object.keys(catalogue)) assert.ok(text.includes(`id="${code}"`), code);
  });

  it('is where the front page leads', async () => {
    const { status, headers } = await ask(app.url, '/');
    assert.equal(status, 302);
    assert.equal(headers.get('location'), '/docs/api');
  });

  for (const name of ['package.json', '..%2fpackage.json', '__proto__']) {
    it(`serves no other files [${name}]`, async () => {
      assert.equal((await ask(app.url, `/docs/${name}`)).status, 404);
    });
  }

  it('refuses declarations that are incomplete or of one name', () => {
    assert.throws(() => describeRoutes('', [{ ...greet, summary: '' }]), /needs an operationId/);
    assert.throws(() => describeRoutes('', [greet, greet]), /greet is declared twice/);
  });
});
