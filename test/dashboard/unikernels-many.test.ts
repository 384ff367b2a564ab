import assert from 'node:assert/strict';
import { useBrowser } from './support/browser.ts';
import { expectFrames } from './support/frames.ts';
import { startMany } from './support/unikernels.ts';
import { signIn, useDashboard } from './support/world.ts';

const count = 1000;
/** Milliseconds, at the 95th percentile. */
const longestFrame = 50;

describe('the table of unikernels, of which there are 1,000', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  before(async function () {
    this.timeout(120_000);
    await startMany(world(), count);
  });

  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 360, height: 740 },
  ]) {
    it(`filters, sorts and scrolls without a long frame, ${viewport.width} pixels wide`, async () => {
      const page = await browsing.open(world().url, '/unikernels', { viewport });
      await signIn(page, world().administrator);
      await page.getByText('1,000 unikernels').waitFor();
      const filter = page.getByRole('textbox', { name: 'Filter' });
      await expectFrames(page, longestFrame, async () => {
        await filter.pressSequentially('unikernel-09', { delay: 60 });
        await page.getByText('100 of 1,000').waitFor();
        for (let times = 0; times < 12; times += 1) await filter.press('Backspace', { delay: 60 });
        await page.getByText('1,000 unikernels').waitFor();
      });
      await expectFrames(page, longestFrame, async () => {
        await page.evaluate('scrollTo(0, 0)');
        await page.mouse.move(viewport.width / 2, 500);
        for (let times = 0; times < 60; times += 1) await page.mouse.wheel(0, 700);
        await page.evaluate('scrollTo(0, document.body.scrollHeight)');
        await page.getByRole('link', { name: 'unikernel-0999' }).waitFor();
      });
    }).timeout(120_000);
  }

  it('has few of them in the page', async () => {
    const page = await browsing.open(world().url, '/unikernels');
    await signIn(page, world().administrator);
    await page.getByText('1,000 unikernels').waitFor();
    assert.ok((await page.getByRole('row').count()) < 60);
    assert.equal(await page.getByRole('table').getAttribute('aria-rowcount'), `${count + 1}`);
  });
});
