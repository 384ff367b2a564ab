import assert from 'node:assert/strict';
import type { Page, Request } from 'playwright-core';
import { pages } from '../../src/dashboard/pages.ts';
import { useBrowser } from './support/browser.ts';
import { createUnikernel } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

const names: Readonly<Record<string, string>> = { unikernels: 'website', volumes: 'storage' };
const addresses = pages.map(({ path }) =>
  path.replace(':host', 'one').replace(':name', names[path.split('/')[1] ?? ''] ?? ''),
);

/** The answers of whatever stands in the server’s place. */
const answers = [
  { what: 'a proxy', status: 503, contentType: 'text/html', body: '<h1>503</h1>' },
  {
    ...{ what: 'the server as it stops', status: 503, contentType: 'application/problem+json' },
    body: JSON.stringify({
      status: 503,
      code: 'shutting-down',
      title: 'It stops',
      detail: 'Wait.',
    }),
  },
] as const;

/** Has a page ask anew for what it shows, as when its window is looked at after a while. */
const lookAgain = `{
  const now = Date.now;
  Date.now = () => now() + 3_600_000;
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}`;

/** What a page shows: as many headings, rows, fields and alerts. What is folded is not shown. */
const shown = `['h1', 'h2', 'h3', 'tr', 'article', 'input', 'dd', '[role=alert]']
  .map((name) => name + ' ' + [...document.querySelectorAll('main ' + name)]
    .filter((each) => each.checkVisibility()).length).join()`;

/** Waits until that is the same for a while, with all that was asked for. */
const settled = `(async () => {
  let [before, since] = ['', 0];
  while (performance.now() - since < 700) {
    const now = ${shown} + performance.getEntriesByType('resource').length;
    if (now !== before) [before, since] = [now, performance.now()];
    await new Promise((done) => setTimeout(done, 50));
  }
})()`;

describe('every page of the dashboard, while the server answers 503', function () {
  this.timeout(180_000);
  const world = useDashboard();
  const browsing = useBrowser();

  before(async () => {
    const { url, administrator } = world();
    const json = { name: 'storage', size: 4 };
    await administrator.expect(201, url, '/hosts/one/volumes', { json });
    await createUnikernel(world(), { name: 'website' });
    await administrator.makeToken(url, ['unikernels:write']);
  });

  /** What the page has asked for and not got yet, but for streams. */
  function openRequests(page: Page): ReadonlySet<Request> {
    const open = new Set<Request>();
    const isStream = /\/(?:console|events|live|stats)(?:\?|$)/;
    page.on('request', (request) => {
      if (!isStream.test(request.url())) open.add(request);
    });
    page.on('requestfinished', (request) => void open.delete(request));
    page.on('requestfailed', (request) => void open.delete(request));
    return open;
  }

  async function show(page: Page, address: string): Promise<void> {
    const open = openRequests(page);
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const waiting = page.locator('.mantine-Skeleton-root, .mantine-Loader-root');
    await waiting.first().waitFor({ state: 'detached' });
    do await page.evaluate(settled);
    while (open.size > 0);
  }

  const notice = (page: Page) =>
    page.getByRole('status').filter({ hasText: 'The server does not answer' });

  for (const { what, ...answer } of answers) {
    it(`keeps what it shows, and says so once [${what}]`, async () => {
      const page = await browsing.open(world().url, '/', {
        as: world().administrator,
        expected: ['refused: 503 '],
      });
      for (const address of addresses) {
        await show(page, address);
        const before = await page.evaluate<string>(shown);
        await page.route('**/api/v1/**', (route) => route.fulfill(answer));
        await page.evaluate(lookAgain);
        await notice(page).waitFor();
        assert.equal(await page.evaluate<string>(shown), before, address);
        await page.unroute('**/api/v1/**');
      }
    });
  }

  it('says what is wrong, with another try, where it has nothing to show yet', async () => {
    const page = await browsing.open(world().url, '/', {
      as: world().administrator,
      expected: ['refused: 503 '],
    });
    await page.route('**/api/v1/**', (route) => route.fulfill(answers[0]));
    for (const address of ['/', '/unikernels/one/website']) {
      await page.goto(address);
      await page.getByRole('alert').getByText('The request failed').first().waitFor();
      assert.ok((await page.getByRole('button', { name: 'Try again' }).count()) > 0, address);
    }
    await page.unroute('**/api/v1/**');
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'website' }).waitFor();
  });
});
