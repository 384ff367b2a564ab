import assert from 'node:assert/strict';
import { useBrowser } from './support/browser.ts';
import { createUnikernel } from './support/unikernels.ts';
import { signIn, useDashboard } from './support/world.ts';

describe('the dashboard below a path', function () {
  this.timeout(60_000);
  const world = useDashboard({ environment: { FULMAR_URL: 'http://localhost/fulmar/' } });
  const browsing = useBrowser();

  const pathOf = (page: { url(): string }) => new URL(page.url()).pathname;

  it('leads through signing in to the page that was wanted, and out again', async () => {
    const page = await browsing.open(world().url, '/fulmar/tokens');
    await page.waitForURL('**/fulmar/sign-in?to=%2Ftokens');
    await signIn(page, world().administrator);
    await page.getByRole('heading', { name: 'Tokens', level: 1 }).waitFor();
    assert.equal(pathOf(page), '/fulmar/tokens');
    await page.getByRole('button', { name: 'alice' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in', level: 1 }).waitFor();
    assert.equal(pathOf(page), '/fulmar/sign-in');
  });

  it('shows its pages, follows consoles, and knows its address', async () => {
    await createUnikernel(world(), { name: 'web' });
    const page = await browsing.open(world().url, '/fulmar/unikernels/one/web', {
      as: world().administrator,
    });
    await page.getByRole('log').getByText('emulated albatross host').waitFor();
    const image = page.getByRole('link', { name: 'Download image' });
    assert.match((await image.getAttribute('href')) ?? '', /^\/fulmar\/api\/v1\//);
    await page.reload();
    await page.getByRole('heading', { name: 'web', level: 1 }).waitFor();
    await page
      .getByRole('navigation', { name: 'Pages' })
      .getByRole('link', { name: 'Hosts' })
      .click();
    await page.getByRole('heading', { name: 'Hosts', level: 1 }).waitFor();
    assert.equal(pathOf(page), '/fulmar/hosts');
    await page.getByRole('link', { name: 'Documentation' }).click();
    await page.getByRole('heading', { name: 'Documentation', level: 1 }).waitFor();
    assert.equal(pathOf(page), '/fulmar/docs');
    await page.getByRole('link', { name: 'Getting started' }).first().click();
    await page.getByRole('heading', { name: 'Getting started', level: 1 }).waitFor();
    const described = page.waitForResponse('**/fulmar/api/v1/openapi.json');
    await page.getByRole('link', { name: 'Try the API' }).click();
    assert.equal((await described).status(), 200);
    assert.equal(pathOf(page), '/fulmar/docs/api');
  });
});
