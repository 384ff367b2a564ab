import assert from 'node:assert/strict';
import { widthFault } from '../../../src/identity/trusts/rule-width.ts';

const gitHub = 'https://token.actions.githubusercontent.com';
const gitLab = 'https://gitlab.com';
const own = 'https://issuer.example.org';

describe('rules for issuers that give tokens to everybody', () => {
  for (const [issuer, claims] of [
    [gitHub, { repository: 'octo/web' }],
    [gitHub, { repository: 'octo/*', ref: '*' }],
    [gitHub, { repository_owner: 'octo' }],
    [gitHub, { repository_owner_id: '65' }],
    [gitHub, { sub: 'repo:octo/*:environment:live' }],
    [`${gitHub}/octo`, { repository: 'octo/web' }],
    [gitLab, { project_path: 'octo/web' }],
    [gitLab, { namespace_path: 'octo/*' }],
    [gitLab, { sub: 'project_path:octo/web:ref_type:branch:ref:main' }],
    [own, { sub: 'a*' }],
  ] as const) {
    it(`may name an owner [${issuer} ${JSON.stringify(claims)}]`, () => {
      assert.equal(widthFault(issuer, claims), null);
    });
  }

  for (const [issuer, claims] of [
    [gitHub, { ref: 'refs/heads/main' }],
    [gitHub, { repository: '*/web' }],
    [gitHub, { repository: 'octo*' }],
    [gitHub, { repository: 'oc*o/web' }],
    [gitHub, { repository_owner: 'octo*' }],
    [gitHub, { sub: 'repo:*' }],
    [gitHub, { sub: 'repo:octo*/web:ref:refs/heads/main' }],
    [gitHub, { project_path: 'octo/web' }],
    [gitLab, { namespace_path: 'octo*' }],
    [gitLab, { repository: 'octo/web' }],
  ] as const) {
    it(`have to name an owner [${issuer} ${JSON.stringify(claims)}]`, () => {
      assert.match(widthFault(issuer, claims) ?? '', /^must name the owner/);
    });
  }

  it('have to hold something to more than *, whoever the issuer is', () => {
    assert.match(widthFault(own, { sub: '*', aud: '**' }) ?? '', /^must hold at least one claim/);
  });
});
