import assert from 'node:assert/strict';
import { sessionActor, tokenActor } from '../support/actors.ts';
import { ask } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { endSessions, greet, makeVolume, readCurrent, readHost, signUp } from './support/routes.ts';

describe('a guarded route', () => {
  let app: TestApp;
  before(async () => {
    app = await startTestApp({
      routes: [greet, signUp, readHost, readCurrent, makeVolume, endSessions],
      actors: {
        reader: tokenActor(['hosts:read']),
        writer: tokenActor(['volumes:write']),
        limited: tokenActor(['volumes:write', 'hosts:read'], { hosts: ['h1'], names: ['web-*'] }),
        person: sessionActor(),
      },
    });
  });
  after(() => app.close());

  const make = (json: unknown, path = '/api/v1/hosts/h1/volumes/data') =>
    ask(app.url, path, { json, token: 'writer' });

  it('answers what its schema declares, and nothing beyond', async () => {
    const { status, json } = await ask(app.url, '/api/v1/greeting?name=Ada');
    assert.equal(status, 200);
    assert.deepEqual(json, { text: 'Hello Ada' });
  });

  it('prefers a literal path to a parameter, whichever was declared first', async () => {
    const { json } = await ask(app.url, '/api/v1/hosts/current', { token: 'reader' });
    assert.deepEqual(json, { account: 'alice' });
  });

  it('folds labels in the path to lower case', async () => {
    const { json } = await ask(app.url, '/api/v1/hosts/H1', { token: 'reader' });
    assert.deepEqual(json, { host: 'h1' });
  });

  it('asks for a credential, and says how one is presented', async () => {
    const { status, headers, json } = await ask(app.url, '/api/v1/hosts/h1');
    assert.equal(status, 401);
    assert.match(headers.get('www-authenticate') ?? '', /^Bearer realm="fulmar", Basic realm=/);
    assert.partialDeepStrictEqual(json, { code: 'credential-missing', status: 401 });
  });

  it('asks a page’s script for no password, which its browser would do', async () => {
    const headers = { 'sec-fetch-site': 'same-origin' };
    const answer = await ask(app.url, '/api/v1/hosts/h1', { headers });
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="fulmar"');
  });

  it('refuses a credential that is not good', async () => {
    const { status, json } = await ask(app.url, '/api/v1/hosts/h1', { token: 'nonsense' });
    assert.equal(status, 401);
    assert.partialDeepStrictEqual(json, { code: 'credential-invalid' });
  });

  it('names the scope that is missing', async () => {
    const { status, json } = await ask(app.url, '/api/v1/hosts/h1', { token: 'writer' });
    assert.equal(status, 403);
    assert.partialDeepStrictEqual(json, { code: 'scope-missing', scope: 'hosts:read' });
  });

  it('holds a token to its hosts and names, in whatever case they are written', async () => {
    const volume = (path: string) => ask(app.url, path, { json: { size: 1 }, token: 'limited' });
    assert.equal((await volume('/api/v1/hosts/H1/volumes/Web-1')).status, 201);
    const elsewhere = await volume('/api/v1/hosts/h2/volumes/web-1');
    assert.partialDeepStrictEqual(elsewhere.json, { code: 'host-not-allowed', host: 'h2' });
    const other = await volume('/api/v1/hosts/h1/volumes/data');
    assert.partialDeepStrictEqual(other.json, { code: 'name-not-allowed', name: 'data' });
  });

  it('lets nobody in but signed-in people where it says so', async () => {
    const { status, json } = await ask(app.url, '/api/v1/sessions', {
      method: 'DELETE',
      token: 'reader',
    });
    assert.equal(status, 403);
    assert.partialDeepStrictEqual(json, { code: 'session-only' });
  });

  it('checks the credential before it looks at anything else', async () => {
    const { json } = await ask(app.url, '/api/v1/hosts/-/volumes/x', {
      body: 'nonsense',
      headers: { 'content-type': 'text/plain' },
    });
    assert.partialDeepStrictEqual(json, { code: 'credential-missing' });
  });

  for (const [what, path] of [
    ['a label that is none', '/api/v1/hosts/h1/volumes/-data'],
    ['a label of 64 characters', `/api/v1/hosts/h1/volumes/${'a'.repeat(64)}`],
    ['a label of dots alone', '/api/v1/hosts/h1/volumes/...'],
    ['a broken escape', '/api/v1/hosts/h1/volumes/%E0%A4'],
  ] as const) {
    it(`refuses a path with ${what}`, async () => {
      const { status, json } = await make({ size: 1 }, path);
      assert.equal(status, 400);
      assert.partialDeepStrictEqual(json, { code: 'invalid-path', errors: [{ path: 'name' }] });
    });
  }

  it('refuses queries that it does not know, and those given twice', async () => {
    const unknown = await ask(app.url, '/api/v1/greeting?nmae=Ada');
    assert.partialDeepStrictEqual(unknown.json, {
      code: 'invalid-query',
      errors: [{ path: 'nmae', message: 'is not known here' }],
    });
    const twice = await ask(app.url, '/api/v1/greeting?name=Ada&name=Eve');
    assert.partialDeepStrictEqual(twice.json, {
      code: 'invalid-query',
      errors: [{ path: 'name', message: 'is given twice' }],
    });
  });

  it('takes a good body, and passes the handler’s headers on', async () => {
    const { status, headers, json } = await make({ size: 16 });
    assert.equal(status, 201);
    assert.equal(headers.get('location'), '/volumes/data');
    assert.deepEqual(json, { name: 'data', size: 16 });
  });

  it('names every member of a body that is unknown, missing or of another type', async () => {
    const { status, json } = await make({ note: 7, device: { name: '', x: 1 }, sise: 1 });
    assert.equal(status, 400);
    assert.partialDeepStrictEqual(json, {
      code: 'invalid-body',
      errors: [
        { path: 'size' },
        { path: 'note' },
        { path: 'device.name' },
        { path: 'device.x', message: 'is not known here' },
        { path: 'sise', message: 'is not known here' },
      ],
    });
  });

  it('never repeats a value of the body', async () => {
    const { text } = await make({ size: 'hunter2-hunter2', note: { 'x-y': 'hunter2' } });
    assert.doesNotMatch(text, /hunter2/);
  });
});
