import assert from 'node:assert/strict';
import { signInPath, wantedPage } from '../../src/dashboard/api/wanted-page.ts';

const origin = 'https://fulmar.example.org';

describe('the page that is wanted after signing in', () => {
  for (const path of ['/unikernels', '/unikernels/one/web?tab=console#end', '/sign-inwards']) {
    it(`is the one that led to signing in [${path}]`, () => {
      assert.equal(wantedPage(signInPath(path).replace('/sign-in?', ''), origin), path);
    });
  }

  for (const to of [
    'https://evil.example/',
    '//evil.example/',
    '///evil.example/',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t//evil.example',
    '/.//evil.example',
    '/..//evil.example',
    'evil.example',
    'javascript:alert(1)',
    '/sign-in',
    '/sign-up?to=/tokens',
    '//[',
    '',
  ]) {
    it(`is the front page where it would be elsewhere [${to}]`, () => {
      assert.equal(wantedPage(new URLSearchParams({ to }).toString(), origin), '/');
    });
  }

  it('is the front page where none was', () => {
    assert.equal(wantedPage('', origin), '/');
    assert.equal(signInPath('/'), '/sign-in');
    assert.equal(signInPath('/sign-up'), '/sign-in');
  });
});
