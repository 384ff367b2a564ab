import assert from 'node:assert/strict';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

describe('the page of what is not there', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  for (const { path, title, all } of [
    { path: '/hosts/nowhere', title: 'There is no such host', all: 'All hosts' },
    { path: '/volumes/one/none', title: 'There is no such volume', all: 'All volumes' },
    { path: '/volumes/nowhere/none', title: 'There is no such volume', all: 'All volumes' },
    { path: '/unikernels/one/none', title: 'There is no such unikernel', all: 'All unikernels' },
    {
      path: '/unikernels/nowhere/none',
      title: 'There is no such unikernel',
      all: 'All unikernels',
    },
  ]) {
    it(`says so, and leads to the others [${path}]`, async () => {
      const page = await browsing.open(world().url, path, {
        as: world().administrator,
        expected: ['refused: 404 GET'],
      });
      await page.getByText(title).waitFor();
      assert.equal(await page.getByRole('alert').count(), 0);
      await expectAccessible(page);
      await page.getByRole('link', { name: all }).last().click();
      await page.getByRole('heading', { name: all.replace('All ', ''), level: 1 }).waitFor();
    });
  }
});
