import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { loseParts, putOtherBuild } from './support/other-build.ts';
import { useDashboard } from './support/world.ts';

/** What a browser says of a part that is gone. */
const gone = [
  'refused: 404 GET /assets/',
  'Failed to fetch dynamically imported module',
  'Refused to apply style',
  'Unable to preload CSS',
];
const away = ['request failed: ', 'refused: 503 GET '];

describe('the dashboard, where the server is updated under an open page', function () {
  this.timeout(120_000);
  const world = useDashboard({ ownDashboard: true });
  const browsing = useBrowser();

  const open = (path: string, expected: readonly string[]) =>
    browsing.open(world().url, path, { as: world().administrator, expected });
  /** The addresses of the pages that are loaded from now on. */
  const loadsOf = (page: Page) => {
    const loads: string[] = [];
    page.on('domcontentloaded', () => loads.push(new URL(page.url()).pathname));
    return loads;
  };
  const update = async () => {
    await world().server.close();
    await putOtherBuild(world().site);
    await world().server.start();
  };
  const goTo = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();
  const notice = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text });

  it('loads the page anew that is gone to, once, and shows it', async () => {
    const page = await open('/hosts', [...gone, ...away]);
    const loads = loadsOf(page);
    await update();
    await goTo(page, 'Tokens');
    await page.getByRole('heading', { name: 'Tokens', level: 1 }).waitFor();
    assert.deepEqual(loads, ['/tokens']);
    await goTo(page, 'Volumes');
    await page.getByRole('heading', { name: 'Volumes', level: 1 }).waitFor();
    assert.deepEqual(loads, ['/tokens']);
  });

  it('offers to load the page again once the server answers again, and keeps what is typed', async () => {
    const page = await open('/hosts?act=add', [...gone, ...away]);
    await page.getByRole('textbox', { name: 'Name' }).fill('two');
    const loads = loadsOf(page);
    await world().server.close();
    await notice(page, 'The server does not answer')
      .getByText('Still trying')
      .waitFor({ timeout: 30_000 });
    await putOtherBuild(world().site);
    await world().server.start();
    const old = notice(page, 'Fulmar has been updated');
    await old.getByText('discards what you have typed').waitFor({ timeout: 30_000 });
    assert.equal(await page.getByRole('textbox', { name: 'Name' }).inputValue(), 'two');
    await page.keyboard.press('Escape');
    await expectAccessible(page);
    await old.getByRole('button', { name: 'Later' }).click();
    await old.getByText('discards what you have typed').waitFor({ state: 'detached' });
    assert.deepEqual(loads, []);
    await page.keyboard.press('Control+k');
    const loaded = page.waitForEvent('domcontentloaded');
    await old.getByRole('button', { name: 'Reload' }).click();
    await loaded;
    await page.getByRole('heading', { name: 'Hosts', level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    assert.deepEqual(loads, ['/hosts']);
  });

  it('says nothing where the server was away and is as before', async () => {
    const page = await open('/hosts', away);
    await world().server.close();
    await notice(page, 'The server does not answer')
      .getByText('Still trying')
      .waitFor({ timeout: 30_000 });
    const asked = page.waitForResponse((answer) => new URL(answer.url()).pathname === '/');
    await world().server.start();
    await (await asked).finished();
    await page.getByRole('article').filter({ hasText: 'one' }).waitFor();
    assert.equal(await page.getByText('Fulmar has been updated').count(), 0);
  });

  it('does not load a page again and again whose part is missing', async () => {
    const page = await open('/hosts', [...gone, ...away]);
    const loads = loadsOf(page);
    await loseParts(world().site, 'secrets-page');
    await page.goto('/account/secrets');
    await page.getByRole('heading', { name: 'This page cannot be shown' }).waitFor();
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('heading', { name: 'This page cannot be shown' }).waitFor();
    assert.deepEqual(loads, ['/account/secrets', '/account/secrets']);
    await expectAccessible(page);
  });

  it('gives up after one load where two servers have different builds', async () => {
    const page = await open('/hosts', [...gone, ...away]);
    const loads = loadsOf(page);
    await loseParts(world().site, 'account-page');
    // Whoever asks for the page as such is told of a build that the parts are never of.
    await page.route('**/', async (route) => {
      await route.fulfill({ contentType: 'text/html', body: '<script src="/assets/other.js">' });
    });
    await goTo(page, 'Account');
    await page.getByRole('heading', { name: 'This page cannot be shown' }).waitFor();
    assert.deepEqual(loads, ['/account']);
  });
});
