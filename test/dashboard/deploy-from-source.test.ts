import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { createUnikernel } from './support/unikernels.ts';
import { signIn, useDashboard } from './support/world.ts';

const deployments = '/api/v1/hosts/one/unikernels/copied/deployments';

describe('deploying what is elsewhere, in the browser', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  before(async () => {
    await createUnikernel(world(), { name: 'staging' });
  });

  async function open(expected: readonly string[] = []): Promise<Page> {
    const page = await browsing.open(world().url, '/deploy', { expected });
    await signIn(page, world().administrator);
    await page.getByRole('tab', { name: 'From elsewhere' }).click();
    return page;
  }

  const choose = async (page: Page, field: string, option: string) => {
    await page.getByRole('combobox', { name: field }).click();
    await page.getByRole('option', { name: option }).click();
  };

  it('deploys a kept release, chosen from those there are, and shows where it came from', async () => {
    const page = await open();
    await choose(page, 'The image comes from', 'A kept release');
    await choose(page, 'Unikernel', 'staging on one');
    await choose(page, 'Release', '1, current');
    await page.getByRole('textbox', { name: 'Name' }).fill('copied');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Fetch and deploy' }).click();
    await page.getByRole('heading', { level: 1, name: 'copied' }).waitFor();
    const source = page.getByRole('region', { name: 'Image source' });
    await source.getByText('From release 1 of one/staging.').waitFor();
    const { json } = await world().administrator.expect(
      200,
      world().url,
      '/hosts/one/unikernels/copied',
    );
    assert.partialDeepStrictEqual(json, { state: 'running', memory: 32 });
  });

  it('asks for what each kind needs, and says at its field what is wrong', async () => {
    const page = await open([`400 POST ${deployments}`]);
    const field = (name: string) => page.getByRole('textbox', { name });
    for (const [kind, name] of [
      ['A registry', 'Reference'],
      ['The builder of this server', 'Job'],
      ['A file on the web', 'SHA-256'],
      ['A release on GitHub', 'Repository'],
    ] as const) {
      await choose(page, 'The image comes from', kind);
      await field(name).waitFor();
    }
    await page.getByText('You have saved no credential for GitHub').waitFor();
    await field('Repository').fill('website');
    await field('Asset').fill('website.hvt');
    await field('Name').fill('copied');
    await page.getByRole('button', { name: 'Fetch and deploy' }).click();
    await page.getByText('must be OWNER/REPOSITORY').first().waitFor();
    await expectAccessible(page);
  });

  it('says what is left of the credential in use', async () => {
    const page = await open();
    const finding = { at: '2026-01-01T00:00:00.000Z', accepted: true, identity: 'octocat' };
    const limits = { limit: 5000, remaining: 4987, window: 3600, resetsAt: null, detail: null };
    const saved = { service: 'github', savedAt: finding.at, finding: { ...finding, ...limits } };
    await page.route('**/api/v1/external-credentials', (route) =>
      route.fulfill({ json: { data: [saved] } }),
    );
    await page.reload();
    await page.getByRole('tab', { name: 'From elsewhere' }).click();
    await page.getByText(/for GitHub is used\. 4,987 of 5,000 were left/).waitFor();
  });
});
