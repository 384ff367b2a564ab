import assert from 'node:assert/strict';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

/** The first words of the tables of which a part is out of sight at the side. */
const cutTables = `[...document.querySelectorAll('.table')]
  .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
  .map(({ textContent }) => textContent.slice(0, 40))`;

describe('the documentation', function () {
  this.timeout(120_000);
  const world = useDashboard({ empty: true });
  const browsing = useBrowser();

  const lookedAt = [
    { path: '/docs', heading: 'Documentation' },
    { path: '/docs/tokens', heading: 'Tokens' },
    { path: '/docs/deployment', heading: 'Running Fulmar' },
    { path: '/docs/configuration', heading: 'Configuration' },
  ];

  it('is accessible in light and dark, and fits a narrow screen', async () => {
    const page = await browsing.open(world().url, '/docs');
    for (const { path, heading } of lookedAt) {
      await page.goto(path);
      await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
      await expectAccessible(page);
      await page.setViewportSize({ width: 360, height: 740 });
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360, path);
      assert.deepEqual(await page.evaluate(cutTables), [], path);
      await page.setViewportSize({ width: 1280, height: 800 });
    }
  });

  it('shows the API on a narrow screen, in the colours of the others, and leads back to them', async () => {
    const page = await browsing.open(world().url, '/docs');
    await page.evaluate(`localStorage.setItem('mantine-color-scheme-value', 'dark')`);
    await page.setViewportSize({ width: 360, height: 740 });
    // What is around the routes is ours; drawing all of them keeps a processor busy for long.
    const body = 'globalThis.SwaggerUIBundle = () => {};';
    const contentType = 'text/javascript';
    await page.route('**/swagger-ui-bundle.js', (route) => route.fulfill({ contentType, body }));
    await page.goto('/docs/api');
    await page.locator('html.dark-mode').waitFor();
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 360);
    await page.getByRole('link', { name: 'Documentation', exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Documentation' }).waitFor();
  });

  it('is searched by keyboard alone', async () => {
    const page = await browsing.open(world().url, '/docs/volumes');
    await page.keyboard.press('/');
    await page.keyboard.type('presentng it'); // a slip is forgiven
    const found = page.getByRole('listbox', { name: 'Found' });
    await found.getByRole('option').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/docs/tokens#presenting-it');
    await page.keyboard.press('/');
    await page.keyboard.type('zzzz');
    await page.getByText('No results').waitFor();
    await page.keyboard.press('Escape');
  });

  it('says in the address of a problem what that means', async () => {
    const page = await browsing.open(world().url, '/docs#no-policy');
    const line = page.locator(':target');
    assert.match((await line.textContent()) ?? '', /403no-policyThe account has no policy/);
  });

  it('copies a block of code', async () => {
    const page = await browsing.open(world().url, '/docs/getting-started');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const block = page.locator('.code').first();
    await block.getByRole('button', { name: 'Copy' }).click();
    await block.getByRole('button', { name: 'Copied' }).waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    assert.equal(copied, await block.locator('code').textContent());
  });

  it('has the colours that were chosen in the dashboard', async () => {
    const page = await browsing.open(world().url, '/docs');
    await page.evaluate(`localStorage.setItem('mantine-color-scheme-value', 'dark')`);
    await page.reload();
    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    assert.equal(ground, 'rgb(36, 36, 36)');
  });

  it('is listed for programs, each page as Markdown', async () => {
    const answer = await fetch(`${world().url}/llms.txt`);
    assert.equal(answer.headers.get('content-type'), 'text/plain; charset=utf-8');
    const text = await answer.text();
    const paths = [...text.matchAll(/\]\((docs\/[^)]+\.md)\)/g)].map(([, path = '']) => path);
    assert.ok(paths.length > 20, text);
    for (const path of paths) {
      const page = await fetch(`${world().url}/${path}`);
      assert.equal(page.status, 200, path);
      assert.match(await page.text(), /^# /, path);
    }
  });
});

describe('an address that leads nowhere', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  for (const as of ['nobody', 'somebody'] as const) {
    it(`says so, to ${as}, with 404`, async () => {
      const page = await browsing.open(world().url, '/nowhere', {
        ...(as === 'somebody' && { as: world().administrator }),
        expected: ['refused: 404 GET /nowhere'],
      });
      await page.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
      const again = await page.reload();
      assert.equal(again?.status(), 404);
      await expectAccessible(page);
    });
  }
});
