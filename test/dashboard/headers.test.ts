import assert from 'node:assert/strict';
import { createUnikernel } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

const page = { accept: 'text/html' };

/** Each kind of answer that a browser may be led to. */
const answers: readonly (readonly [string, string, RequestInit?])[] = [
  ['the page', '/'],
  ['the page at another address', '/unikernels/one/website', { headers: page }],
  ['a file', '/fulmar.svg'],
  ['a file that is not there', '/assets/nothing.js', { headers: page }],
  ['a page that is not there', '/nothing'],
  ['the documentation', '/docs/'],
  ['the OpenAPI document', '/api/v1/openapi.json'],
  ['data', '/api/v1/unikernels'],
  ['a refusal', '/api/v1/hosts/nowhere'],
  ['a refused method', '/api/v1/unikernels', { method: 'PUT' }],
  ['an image', '/api/v1/hosts/one/unikernels/website/image'],
  ['a volume', '/api/v1/hosts/one/volumes/storage/data'],
  ['a console', '/api/v1/hosts/one/unikernels/website/console'],
  ['a site of another origin', '/api/v1/tokens', { method: 'POST', headers: { origin: 'null' } }],
];

describe('what a browser is told about an answer', () => {
  const world = useDashboard();

  before(async () => {
    const { url, administrator } = world();
    const json = { name: 'storage', size: 1 };
    await administrator.expect(201, url, '/hosts/one/volumes', { json });
    await createUnikernel(world(), { name: 'website' });
  });

  for (const [kind, path, init] of answers) {
    it(`lets it run nothing foreign or inline, in no frame, as no other type [${kind}]`, async () => {
      const { url, administrator } = world();
      const leaving = new AbortController();
      const { headers } = await fetch(`${url}${path}`, {
        ...init,
        headers: { cookie: administrator.cookie, 'sec-fetch-site': 'none', ...init?.headers },
        signal: leaving.signal,
      });
      leaving.abort();
      const policy = headers.get('content-security-policy') ?? '';
      assert.match(policy, /^default-src 'none';/);
      assert.match(policy, /frame-ancestors 'none'/);
      assert.doesNotMatch(policy, /unsafe|https?:|\*/);
      assert.equal(headers.get('x-frame-options'), 'DENY');
      assert.equal(headers.get('x-content-type-options'), 'nosniff');
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
      assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin');
      assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
      const kept = headers.get('cache-control') ?? '';
      if (path.startsWith('/api/')) assert.match(kept, /no-store/);
    });
  }
});
