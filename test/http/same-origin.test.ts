import assert from 'node:assert/strict';
import { sessionActor, tokenActor } from '../support/actors.ts';
import { ask } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { endSessions, greet, makeVolume, readCurrent, signUp } from './support/routes.ts';

const routes = [endSessions, signUp, greet, readCurrent, makeVolume];
const actors = { person: sessionActor(), token: tokenActor(['volumes:write']) };

describe('a change with a session', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({ routes, actors, trustProxy: '127.0.0.1' });
  });
  after(() => app.close());

  const change = (headers: Readonly<Record<string, string>>) =>
    ask(app.url, '/api/v1/sessions', { method: 'DELETE', token: 'person', headers });

  it('may come from a page of our own', async () => {
    assert.equal((await change({ 'sec-fetch-site': 'same-origin' })).status, 204);
  });

  it('may come from our own origin where the browser is older', async () => {
    assert.equal((await change({ origin: app.url })).status, 204);
  });

  it('may come from our own origin behind a trusted proxy', async () => {
    const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'fulmar.example.org' };
    const { status } = await change({ ...forwarded, origin: 'https://fulmar.example.org' });
    assert.equal(status, 204);
  });

  for (const [what, headers] of [
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['a page of a sibling', { 'sec-fetch-site': 'same-site' }],
    ['another site that claims our origin', { 'sec-fetch-site': 'cross-site', origin: 'ours' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that is hidden', { origin: 'null' }],
    ['nobody knows where', {}],
  ] as const) {
    it(`may not come from ${what}`, async () => {
      const filled = 'origin' in headers && headers.origin === 'ours';
      const { status, json } = await change(filled ? { ...headers, origin: app.url } : headers);
      assert.equal(status, 403);
      assert.partialDeepStrictEqual(json, { code: 'cross-origin' });
    });
  }

  it('is not meant where a token is shown', async () => {
    const path = '/api/v1/hosts/h1/volumes/data';
    const headers = { origin: 'https://evil.example' };
    const { status } = await ask(app.url, path, { token: 'token', json: { size: 1 }, headers });
    assert.equal(status, 201);
  });

  it('is not meant where only something is read', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    const { status } = await ask(app.url, '/api/v1/hosts/current', { token: 'person', headers });
    assert.equal(status, 200);
  });
});

describe('signing up', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({ routes, url: new URL('https://fulmar.example.org') });
  });
  after(() => app.close());

  const signUpFrom = async (headers: Readonly<Record<string, string>>) =>
    (await ask(app.url, '/api/v1/greeting', { method: 'POST', headers })).status;

  it('is not meant where only something is read', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' };
    assert.equal((await ask(app.url, '/api/v1/greeting', { headers })).status, 200);
  });

  it('may come from programs, which say nothing', async () => {
    assert.equal(await signUpFrom({}), 204);
  });

  it('may come from the public address', async () => {
    assert.equal(await signUpFrom({ origin: 'https://fulmar.example.org' }), 204);
  });

  it('may not come from another site’s page', async () => {
    assert.equal(await signUpFrom({ 'sec-fetch-site': 'cross-site' }), 403);
    assert.equal(await signUpFrom({ origin: app.url }), 403);
  });
});
