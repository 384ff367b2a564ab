import assert from 'node:assert/strict';
import { type Demonstration, startDemonstration } from '../demo/demonstration.ts';
import { useBrowser } from './support/browser.ts';
import { signIn } from './support/world.ts';

describe('the demonstration in a browser', function () {
  this.timeout(120_000); // it may have to build the dashboard
  const browsing = useBrowser();
  let demonstration: Demonstration;

  before(async () => {
    demonstration = await startDemonstration();
  });
  after(async () => {
    assert.equal(await demonstration?.stop(), 0);
  });

  /** What it printed after those words. */
  const printed = (words: RegExp) => words.exec(demonstration.printed)?.[1] ?? '';

  it('lets a person in as it says, and deploys the image that it has prepared', async () => {
    const page = await browsing.open(printed(/^Fulmar runs at (\S+),/m));
    const email = printed(/^Sign in as +(\S+)$/m);
    await signIn(page, { email, password: printed(/^Password +(\S+)$/m) });
    await page.getByRole('main').getByRole('link', { name: 'emulated' }).first().waitFor();
    await page.getByRole('link', { name: 'Deploy' }).first().click();
    await page.locator('input[type=file]').setInputFiles(printed(/image=@(\S+hello\.hvt)/));
    await page.getByRole('button', { name: 'Deploy', exact: true }).click();
    await page.getByRole('heading', { name: 'hello', level: 1 }).waitFor();
    await page.getByRole('log').getByText('emulated albatross host').waitFor();
  });
});
