import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { createUnikernel } from './support/unikernels.ts';
import { signIn, useDashboard } from './support/world.ts';

const address = '/api/v1/hosts/one/unikernels/website';
const at = '2026-01-01T00:00:00.000Z';
const origin = {
  ...{ kind: 'github', from: 'octo/website', version: 'v1.2' },
  page: 'https://github.example/octo/website/releases/v1.2',
};
const newer = {
  ...origin,
  version: 'v1.3',
  page: 'https://github.example/octo/website/releases/v1.3',
};
const source = { kind: 'github', repository: 'octo/website', tag: 'v1.3', asset: 'website-*.hvt' };
const comparison = 'https://builder.example/compare/1/2';
const known = { checkedAt: at, origin, update: null, problem: null };

describe('the dashboard’s updates', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  before(async () => {
    await createUnikernel(world(), { name: 'website' });
  });

  async function open(path: string, prepare: (page: Page) => Promise<unknown>): Promise<Page> {
    const page = await browsing.open(world().url, '/');
    await prepare(page);
    await signIn(page, world().administrator);
    await page.goto(`${world().url}${path}`);
    return page;
  }

  /** Has the server say something else of what is newer, which only real services know. */
  const tell = (page: Page, answer: () => object) =>
    page.route(`**${address}/updates*`, (route) => route.fulfill({ json: answer() }));

  it('shows what is newer and what differs, and updates to it', async () => {
    let answer: object = known;
    const page = await open('/unikernels/one/website', async (opened) => {
      await tell(opened, () => answer);
    });
    const section = page.getByRole('region', { name: 'Image source' });
    await section.getByText('From GitHub, octo/website v1.2.').waitFor();
    await section.getByText('No newer version is known.').waitFor();
    answer = { ...known, update: { ...newer, comparison, source } };
    await section.getByRole('button', { name: 'Check for updates' }).click();
    await section.getByText('Update available: v1.3').waitFor();
    const link = (name: string) => section.getByRole('link', { name }).getAttribute('href');
    assert.equal(await link('Release page'), newer.page);
    assert.equal(await link('Compare'), comparison);
    await expectAccessible(page);
    const asked = page.waitForRequest(
      (request) => request.method() === 'POST' && request.url().endsWith(`${address}/deployments`),
    );
    await page.route(`**${address}/deployments`, (route) =>
      route.request().method() === 'POST' ? route.fulfill({ json: {} }) : route.continue(),
    );
    await section.getByRole('button', { name: 'Update to it' }).click();
    const dialog = page.getByRole('dialog', { name: 'Update website?' });
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Update' }).click();
    await dialog.waitFor({ state: 'hidden' });
    assert.equal((await asked).method(), 'POST');
    assert.deepEqual((await asked).postDataJSON(), { source, keepChecks: true });
  });

  it('follows no address that is none on the web', async () => {
    const update = { ...newer, page: 'javascript:alert(1)', comparison: null, source };
    const page = await open('/unikernels/one/website', (opened) =>
      tell(opened, () => ({ ...known, update })),
    );
    const section = page.getByRole('region', { name: 'Image source' });
    await section.getByText('Update available: v1.3').waitFor();
    assert.equal(await section.getByRole('link', { name: 'Release page' }).count(), 0);
  });

  it('marks those in the list that have an update', async () => {
    const page = await open('/unikernels', (opened) =>
      opened.route('**/api/v1/unikernels*', async (route) => {
        const { data, ...rest } = await (await route.fetch()).json();
        const marked = data.map((each: object) => ({ ...each, update: newer }));
        await route.fulfill({ json: { ...rest, data: marked } });
      }),
    );
    const row = page.getByRole('row').filter({ hasText: 'website' });
    await row.getByTitle('Update available: v1.3').waitFor();
    await expectAccessible(page);
  });

  it('asks the builder about an uploaded image', async () => {
    const page = await open('/unikernels/one/website', async () => {});
    const section = page.getByRole('region', { name: 'Image source' });
    await section.getByText('The image was uploaded.').waitFor();
    await section.getByRole('button', { name: 'Check for updates' }).click();
    await section.getByText('no builder is known to have made it').waitFor();
    await section.getByText('Last checked').waitFor();
    await expectAccessible(page);
  });
});
