import assert from 'node:assert/strict';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { createUnikernel } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

describe('the keyboard', function () {
  this.timeout(60_000);
  const world = useDashboard();
  const browsing = useBrowser();

  before(async () => {
    await createUnikernel(world(), { name: 'website' });
  });

  const open = (path: string) => browsing.open(world().url, path, { as: world().administrator });

  it('goes anywhere: to a unikernel, to a page, into the documentation', async () => {
    const page = await open('/');
    await page.keyboard.press('Control+k');
    const field = page.getByRole('combobox', { name: 'Go to' });
    await field.fill('webs');
    await page.getByRole('option', { name: 'website on one' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'website', level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Go to …' }).click();
    await field.fill('presenting');
    await page.getByRole('option', { name: /^Tokens › Presenting it/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/docs/tokens#presenting-it');
  });

  it('is in the search of the page with a slash, and says what it does with a question mark', async () => {
    const page = await open('/unikernels');
    await page.getByRole('textbox', { name: 'Filter' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('web/?'); // typed, since this is a field
    assert.equal(await page.getByRole('textbox', { name: 'Filter' }).inputValue(), 'web/?');
    await page.getByRole('heading', { name: 'Unikernels', level: 1 }).click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('has the focus back where it was when what it opened is closed', async () => {
    const page = await open('/administration/accounts');
    for (const opener of ['Invite', 'Go to …', /^Notifications: /, 'More about alice', 'alice']) {
      const exact = typeof opener === 'string';
      const button = page.getByRole('button', { name: opener, exact });
      await button.press('Enter');
      await page.locator('[role=dialog], [role=menu]').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('[role=dialog], [role=menu]').waitFor({ state: 'detached' });
      await button.and(page.locator(':focus')).waitFor();
    }
  });

  it('is told what was done', async () => {
    const page = await open('/volumes?act=new');
    await page.getByRole('textbox', { name: 'Name' }).fill('data');
    await page.keyboard.press('Enter');
    await page.getByRole('status').getByText('Volume created').waitFor();
  });
});
