import assert from 'node:assert/strict';
import { useBrowser } from './support/browser.ts';
import { startMany } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

const count = 1000;
/** Rows or cards that may be in the page at once. */
const max = 60;

describe('the list of unikernels, of which there are 1,000', function () {
  this.timeout(60_000);
  const world = useDashboard();
  const browsing = useBrowser();

  before(() => startMany(world(), count));

  for (const [role, viewport] of [
    ['row', { width: 1280, height: 800 }],
    ['listitem', { width: 360, height: 740 }],
  ] as const) {
    it(`filters and scrolls with few of them in the page, ${viewport.width} pixels wide`, async () => {
      const page = await browsing.open(world().url, '/unikernels', {
        as: world().administrator,
        viewport,
      });
      await page.getByText('1,000 unikernels').waitFor();
      const shown = page.getByRole('main').getByRole(role);
      assert.ok((await shown.count()) < max);
      const filter = page.getByRole('textbox', { name: 'Filter' });
      await filter.fill('unikernel-09');
      await page.getByText('100 of 1,000').waitFor();
      await page.getByRole('link', { name: 'unikernel-0900' }).waitFor();
      await filter.fill('');
      await page.getByText('1,000 unikernels').waitFor();
      await page.evaluate('scrollTo(0, document.body.scrollHeight)');
      await page.getByRole('link', { name: 'unikernel-0999' }).waitFor();
      assert.equal(await page.getByRole('link', { name: 'unikernel-0000' }).count(), 0);
      assert.ok((await shown.count()) < max);
    });
  }

  it('says of each row which one of how many it is', async () => {
    const page = await browsing.open(world().url, '/unikernels', { as: world().administrator });
    const table = page.getByRole('table');
    await table.waitFor();
    assert.equal(await table.getAttribute('aria-rowcount'), `${count + 1}`);
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    const last = page.getByRole('row', { name: /unikernel-0999/ });
    assert.equal(await last.getAttribute('aria-rowindex'), `${count + 1}`);
  });
});
