import assert from 'node:assert/strict';
import type { Site } from '../../src/http/site/site.ts';
import { SiteContents } from '../../src/http/site/site-contents.ts';
import { ask } from '../support/request.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { greet } from './support/routes.ts';

const page = '<link rel="icon" href="./fulmar.svg"><script src="./assets/main-1a2b.js"></script>';

const script = {
  type: 'text/javascript',
  places: new Map([['identity', import.meta.filename]] as const),
};

const site: Site = {
  page,
  hasPage: (path) => path === '/' || path === '/tokens',
  contents: new SiteContents(),
  files: new Map([['/assets/main-1a2b.js', script]]),
};

const at = (url: string, served: Site | null = site) =>
  startTestApp({ routes: [greet], url: new URL(url), site: served });

describe('a server below a path', () => {
  let app: TestApp;
  before(async () => {
    app = await at('https://example.org/fulmar/');
  });
  after(() => app.close());

  for (const base of ['/fulmar', '']) {
    it(`answers by its path, and where a proxy takes that away [${base || '/'}]`, async () => {
      assert.equal((await ask(app.url, `${base}/healthz`)).status, 200);
      assert.equal((await ask(app.url, `${base}/assets/main-1a2b.js`)).status, 200);
      assert.match((await ask(app.url, `${base}/`)).text, /<script/);
    });
  }

  for (const path of ['/fulmar', '/fulmar?a=b', '/fulmar/tokens']) {
    it(`shows its page, whose files a browser finds [${path}]`, async () => {
      const { status, text } = await ask(app.url, path, { headers: { accept: 'text/html' } });
      assert.equal(status, 200);
      assert.match(text, /href="\/fulmar\/fulmar\.svg".* src="\/fulmar\/assets\/main-1a2b\.js"/);
    });
  }

  for (const path of ['/fulmar//api/v1/greeting', '//fulmar//api/v1/greeting']) {
    it(`is asked by a client whose base address ends with a slash [${path}]`, async () => {
      const { status, text } = await ask(app.url, path);
      assert.equal(status, 200, text);
    });
  }

  it('is not at an address that only begins alike', async () => {
    assert.equal((await ask(app.url, '/fulmarium/healthz')).status, 404);
  });

  it('says where its API is', async () => {
    const { json } = await ask(app.url, '/fulmar/api/v1/openapi.json');
    assert.equal(Object(json).servers[0].url, '/fulmar');
  });

  it('leads to its documentation, whose files a browser finds', async () => {
    const bare = await at('https://example.org/fulmar/', null);
    const { headers } = await ask(bare.url, '/fulmar/');
    assert.equal(headers.get('location'), '/fulmar/docs/api');
    const { text } = await ask(bare.url, '/fulmar/docs/api');
    for (const [, path = ''] of text.matchAll(/(?:src|href)="([^"]+\.\w+)"/g)) {
      const { pathname } = new URL(path, 'https://example.org/fulmar/docs/api');
      assert.equal((await ask(bare.url, pathname)).status, 200, pathname);
    }
    await bare.close();
  });
});

describe('a server without a path', () => {
  it('has its files beneath its root', async () => {
    const app = await at('https://fulmar.example.org');
    assert.match((await ask(app.url, '/')).text, /src="\/assets\/main-1a2b\.js"/);
    const { json } = await ask(app.url, '/api/v1/openapi.json');
    assert.equal(Object(json).servers[0].url, '/');
    await app.close();
  });
});
