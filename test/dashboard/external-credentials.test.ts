import assert from 'node:assert/strict';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

const gitHubToken = `ghp_${'a'.repeat(36)}`;

/** What a service said, as the server keeps it; the services themselves are not asked in tests. */
const finding = {
  at: new Date().toISOString(),
  accepted: true,
  identity: 'octocat',
  limit: 5000,
  remaining: 4987,
  window: 3600,
  resetsAt: new Date(Date.now() + 1_800_000).toISOString(),
  detail: null,
};

describe('the dashboard’s external credentials', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  for (const [whose, path, api] of [
    ['the own', '/account/external-credentials', '/external-credentials'],
    ['the server’s', '/administration/external-credentials', '/server/external-credentials'],
  ] as const) {
    it(`saves, checks and removes ${whose}, and never shows a secret`, async () => {
      const { url, administrator } = world();
      const page = await browsing.open(url, path, {
        as: administrator,
        expected: [`400 PUT /api/v1${api}/github`],
      });
      const warning = page.getByText(/Every account can then fetch whatever these/);
      assert.equal(await warning.count(), whose === 'the own' ? 0 : 1);
      const card = page.getByRole('region', { name: 'GitHub' });
      const field = card.getByRole('textbox', { name: 'Token' });
      await field.fill('not a token');
      await card.getByRole('button', { name: 'Save' }).click();
      await card.getByText('must be a token of GitHub').first().waitFor();
      assert.equal(await field.inputValue(), 'not a token');
      await card.getByText('How to create one').click();
      await card.getByText(/Contents: Read-only/).waitFor();
      await card.getByText(/revoke it at GitHub/).waitFor();
      await expectAccessible(page);
      await field.fill(gitHubToken);
      await card.getByRole('button', { name: 'Save' }).click();
      await card.getByText('Not checked yet.').waitFor();
      assert.ok(!(await page.content()).includes(gitHubToken));
      const saved = { service: 'github', savedAt: finding.at, finding };
      await page.route(`${url}/api/v1${api}/github/check`, (route) =>
        route.fulfill({ json: saved }),
      );
      await page.route(`${url}/api/v1${api}`, (route) =>
        route.fulfill({ json: { data: [saved] } }),
      );
      await card.getByRole('button', { name: 'Check' }).click();
      await card.getByText('Accepted as octocat').waitFor();
      await card.getByText('4,987 left of 5,000 requests in 1 h').waitFor();
      await expectAccessible(page);
      await page.unroute(`${url}/api/v1${api}`);
      await card.getByRole('button', { name: 'Remove' }).click();
      const dialog = page.getByRole('dialog', { name: 'Remove the credential for GitHub?' });
      await dialog.getByRole('button', { name: 'Remove' }).click();
      await card.getByText('No credential saved').waitFor();
      const { json } = await administrator.expect(200, url, api);
      assert.deepEqual(json, { data: [] });
    });

    it(`saves and removes ${whose} for a registry by its host`, async () => {
      const { url, administrator } = world();
      const page = await browsing.open(url, path, { as: administrator });
      const form = page.getByRole('region', { name: 'Another registry' });
      await form.getByRole('textbox', { name: 'Host' }).fill('registry.example.org:5000');
      await form.getByRole('textbox', { name: 'access token' }).fill('robot$ci:t0ken-of-registry');
      await form.getByRole('textbox', { name: 'Token service' }).fill('auth.example.org');
      await form.getByRole('button', { name: 'Save' }).click();
      const card = page.getByRole('region', { name: 'registry.example.org:5000' });
      await card.getByText('Not used yet.').waitFor();
      await card.getByText('Also sent to its token service, auth.example.org.').waitFor();
      const field = card.getByRole('textbox', { name: 'Token service' });
      assert.equal(await field.inputValue(), 'auth.example.org');
      assert.equal(await card.getByRole('button', { name: 'Check' }).count(), 0);
      assert.ok(!(await page.content()).includes('t0ken-of-registry'));
      await expectAccessible(page);
      await card.getByRole('button', { name: 'Remove' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await card.waitFor({ state: 'detached' });
      const { json } = await administrator.expect(200, url, api);
      assert.deepEqual(json, { data: [] });
    });
  }
});
