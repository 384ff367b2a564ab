import assert from 'node:assert/strict';
import { widthFault } from '../../../src/identity/trusts/rule-width.ts';

const gitHub = 'https://token.actions.githubusercontent.com';
const gitLab = 'https://gitlab.com';
const persons = 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0';
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
    [gitHub, { sub: 'repo:octo@65/web@*' }],
    [gitHub, { sub: 'repository_owner_id:65:*' }],
    [gitLab, { sub: 'project_id:42:ref_type:branch:ref:main' }],
    ['https://accounts.google.com', { email: 'deploy@octo.example.org' }],
    ['https://oauth2.sigstore.dev/auth', { email: 'deploy@octo.example.org' }],
    [persons, { oid: '1234' }],
    ['https://agent.buildkite.com', { sub: 'organization:octo:pipeline:web:*' }],
    ['https://app.terraform.io', { terraform_organization_id: 'org-1' }],
    ['https://oidc.vercel.com', { owner: 'octo', project: 'web*' }],
    ['https://oidc.vercel.com/octo', { project: 'web' }],
    ['https://oidc.codefresh.io', { account_id: '1234' }],
    ['https://api.pulumi.com/oidc', { sub: 'pulumi:deploy:org:octo:project:*' }],
    [gitHub, { sub: 'repository_owner:octo' }],
    [gitHub, { sub: 'repository_id:65' }],
    [gitLab, { namespace_path: 'octo' }],
    [gitLab, { sub: 'project_id:42' }],
    ['https://oauth2.sigstore.dev', { sub: 'octo' }],
    ['https://app.eu.terraform.io/', { sub: 'organization:octo:project:*' }],
    ['https://oidc.vercel.com', { sub: 'owner:octo:project:*' }],
    ['https://oidc.codefresh.io/', { sub: 'account:1234:*' }],
    ['https://api.pulumi.com/oidc/', { sub: 'pulumi:deploy:org:octo' }],
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
    [gitHub, { sub: 'repo:octo@*/web@*' }],
    [gitHub, { sub: 'repository_owner_id:*:ref:refs/heads/main' }],
    [gitHub, { sub: 'repository_visibility:private:*' }],
    [gitLab, { sub: 'project_id:*' }],
    ['https://accounts.google.com', { email_verified: 'true' }],
    ['https://accounts.google.com', { email: '*@octo.example.org' }],
    ['https://oauth2.sigstore.dev/auth', { email: 'deploy@*' }],
    [persons, { name: 'octo' }],
    ['https://agent.buildkite.com', { pipeline_slug: 'web' }],
    ['https://app.terraform.io', { terraform_workspace_name: 'web' }],
    ['https://oidc.vercel.com', { project: 'web' }],
    ['https://oidc.codefresh.io', { pipeline_name: 'octo/web' }],
    ['https://api.pulumi.com/oidc', { sub: 'pulumi:deploy:*' }],
    [gitLab, { repository: 'octo/web' }],
    [gitHub, { sub: '*repo:octo/web:*' }],
    [gitLab, { namespace_path: '*octo/web' }],
    [gitLab, { sub: '*project_path:octo/web' }],
    ['https://oauth2.sigstore.dev', { email_verified: 'true' }],
    ['https://agent.buildkite.com/', { sub: '*organization:octo:*' }],
    ['https://app.terraform.io', { sub: '*organization:octo:*' }],
    ['https://app.terraform.io', { sub: 'organization:*:project:web' }],
    ['https://oidc.vercel.com', { sub: '*owner:octo:*' }],
    ['https://oidc.vercel.com', { sub: 'owner:*:project:web' }],
    ['https://oidc.codefresh.io', { sub: '*account:1234:*' }],
    ['https://oidc.codefresh.io', { sub: 'account:*:pipeline:web' }],
    ['https://api.pulumi.com/oidc', { sub: '*pulumi:deploy:org:octo' }],
  ] as const) {
    it(`have to name an owner [${issuer} ${JSON.stringify(claims)}]`, () => {
      assert.match(widthFault(issuer, claims) ?? '', /^must name the owner/);
    });
  }

  it('have to hold something to more than *, whoever the issuer is', () => {
    assert.match(widthFault(own, { sub: '*', aud: '**' }) ?? '', /^must hold at least one claim/);
  });

  const open = [
    ...[gitHub, gitLab, persons, 'https://accounts.google.com', 'https://oauth2.sigstore.dev'],
    ...['https://agent.buildkite.com', 'https://app.terraform.io', 'https://oidc.vercel.com'],
    ...['https://oidc.codefresh.io', 'https://api.pulumi.com/oidc'],
  ];
  const strange = { strange: 'claim' };
  for (const issuer of open) {
    it(`apply only to the whole address of ${issuer}`, () => {
      assert.notEqual(widthFault(issuer, strange), null);
      assert.equal(widthFault(`${own}/${issuer}`, strange), null);
    });
  }

  it('do not apply below the address of an issuer of which only the whole is open', () => {
    for (const issuer of open.filter((each) =>
      /google|buildkite|terraform|fresh|pulumi/.test(each),
    )) {
      assert.equal(widthFault(`${issuer}/own`, strange), null, issuer);
    }
  });

  it('say which claims name an owner', () => {
    assert.equal(
      widthFault('https://accounts.google.com', strange),
      'must name the owner without a *, since everybody gets tokens there: by one of sub, email, hd',
    );
  });
});
