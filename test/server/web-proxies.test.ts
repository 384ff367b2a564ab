import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { OwnServer } from '../support/own-server.ts';
import { ask } from '../support/request.ts';
import { newWebCertificate, trustCertificates } from '../support/web-certificate.ts';
import { until } from './support/until.ts';
import {
  describeWithProxy,
  documented,
  freePort,
  type ProxyKind,
  WebProxy,
} from './support/web-proxy.ts';

const certificate = newWebCertificate();

/** As the documentation says that it may be written instead: the path is taken away by the proxy. */
const takenAway: Readonly<Record<ProxyKind, (text: string) => string>> = {
  nginx: (text) => text.replace('127.0.0.1:8080;', '127.0.0.1:8080/;'),
  caddy: (text) => text.replace('handle ', 'handle_path '),
};

interface Case {
  readonly kind: ProxyKind;
  readonly how: string;
  readonly path: string;
  configure(): Promise<string>;
}

const cases = (['nginx', 'caddy'] as const).flatMap((kind): Case[] => {
  const below = async () => (await documented(kind)).below;
  const shortened = async () => takenAway[kind](await below());
  return [
    {
      kind,
      how: 'a name of its own',
      path: '/',
      configure: async () => (await documented(kind)).whole,
    },
    { kind, how: 'below a path', path: '/fulmar/', configure: below },
    { kind, how: 'below a path that it takes away', path: '/fulmar/', configure: shortened },
  ];
});

for (const { kind, how, path, configure } of cases) {
  describeWithProxy(kind, `a server behind ${kind} [${how}]`, () => {
    const cleanup = new AsyncDisposableStack();
    let server: OwnServer;
    /** As people know it, without the slash at the end. */
    let url = '';

    before(async () => {
      cleanup.use(trustCertificates(certificate));
      const port = await freePort();
      const address = `https://localhost:${port}${path}`;
      url = address.slice(0, -1);
      server = await OwnServer.open({}, { FULMAR_URL: address, FULMAR_TRUST_PROXY: '127.0.0.1' });
      cleanup.defer(() => server.close());
      const upstream = Number(new URL(server.url).port);
      const options = { text: await configure(), port, upstream, certificate };
      cleanup.use(await WebProxy.start(kind, options));
      await until(() => ask(url, '/readyz').then(Boolean, () => false));
    });
    after(() => cleanup.disposeAsync());

    it('lets people sign in, and is secure for their browsers', async () => {
      const { email, password } = server.administrator;
      const headers = { origin: new URL(url).origin };
      const { status, headers: answered } = await ask(`${url}/api/v1`, '/session', {
        json: { email, password },
        headers,
      });
      assert.equal(status, 200);
      assert.match(
        answered.getSetCookie()[0] ?? '',
        /^__Host-fulmar_session=.*; Path=\/; .*; Secure/,
      );
      assert(answered.has('strict-transport-security'));
    });

    it('knows its address in what it shows', async () => {
      const token = await server.expect(201, '/tokens', {
        json: { name: 'ci', scopes: ['unikernels:write'] },
      });
      const { text } = await server.expect(200, `/tokens/${Object(token.json).id}/commands`);
      assert(text.includes(`${url}/api/v1/`), text);
    });

    it('serves its documentation, with all that it loads', async () => {
      const { text } = await ask(url, '/docs');
      const loaded = [...text.matchAll(/(?:src|href)="([^"]+)"/g)];
      assert(loaded.length >= 4);
      for (const [, file = ''] of loaded) {
        assert.equal((await fetch(new URL(file, `${url}/docs`))).status, 200, file);
      }
    });

    it('takes a large body, and gives it back', async () => {
      const json = { name: 'disk', size: 8 };
      await server.administrator.expect(201, url, '/hosts/one/volumes', { json });
      const body = new Uint8Array(8 * 1024 * 1024).fill(7);
      const data = '/hosts/one/volumes/disk/data';
      await server.administrator.expect(200, url, data, { method: 'PUT', body });
      const answer = await fetch(`${url}/api/v1${data}`, {
        headers: { cookie: server.administrator.cookie },
      });
      assert.deepEqual(new Uint8Array(await answer.arrayBuffer()), body);
    });

    it('passes on what a console prints as it comes', async () => {
      const form = new FormData();
      form.append('config', JSON.stringify({ name: 'web' }));
      form.append('image', new Blob([new Uint8Array(sampleImage())]), 'image');
      await server.administrator.expect(201, url, '/hosts/one/unikernels', { body: form });
      const leaving = new AbortController();
      const answer = await fetch(`${url}/api/v1/hosts/one/unikernels/web/console`, {
        headers: { cookie: server.administrator.cookie, accept: 'text/event-stream' },
        signal: leaving.signal,
      });
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      let said = '';
      while (!/^data: /m.test(said)) said += (await reader?.read())?.value ?? '';
      leaving.abort();
    });
  });
}
