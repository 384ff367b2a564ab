import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { CuttableProxy } from './support/cuttable-proxy.ts';
import { createUnikernel, print } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

describe('the console of a unikernel in the browser', () => {
  const world = useDashboard({ emulator: { consoleInterval: 3_600_000 } });
  const browsing = useBrowser();
  let number = 0;

  /** The page of a fresh unikernel, when its console is there. */
  async function open(url = world().url, expected: readonly string[] = []) {
    number += 1;
    const name = `chatty-${number}`;
    await createUnikernel(world(), { name, memory: 32 });
    const page = await browsing.open(url, `/unikernels/one/${name}`, {
      as: world().administrator,
      expected,
    });
    await page.getByRole('log').getByText('32 MB').waitFor();
    return { page, write: (line: string) => print(world(), name, line) };
  }

  const lines = (count: number, word = 'line') =>
    Array.from({ length: count }, (_, index) => `${word} ${index}.`);

  /** What a page downloads of its console, without times, by line. */
  async function downloaded(page: Page): Promise<string[]> {
    await page.getByRole('switch', { name: 'Times' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^chatty-\d+-console\.txt$/);
    return (await readFile(await download.path(), 'utf8')).trimEnd().split('\n');
  }

  it('follows what is written', async () => {
    const { page, write } = await open();
    for (const line of lines(200)) write(line);
    await page.getByText('line 199.').waitFor();
    write('and one more');
    await page.getByText('and one more').waitFor();
    assert.ok((await page.getByRole('log').locator('time').count()) < 100, 'only what can be seen');
    await expectAccessible(page);
  });

  it('pauses when scrolled up, says so, and goes on', async () => {
    const { page, write } = await open();
    for (const line of lines(200)) write(line);
    await page.getByText('line 199.').waitFor();
    const log = page.getByRole('log');
    await log.hover();
    await page.mouse.wheel(0, -1500);
    const resume = page.getByRole('button', { name: /^Paused/ });
    await resume.waitFor();
    const top = await log.evaluate((element) => element.scrollTop);
    for (const line of lines(30, 'later')) write(line);
    await page.getByRole('button', { name: /30 newer lines/ }).waitFor();
    assert.equal(await log.evaluate((element) => element.scrollTop), top);
    await expectAccessible(page);
    await resume.click();
    await page.getByText('later 29.').waitFor();
  });

  it('is scrolled by the keyboard', async () => {
    const { page, write } = await open();
    for (const line of lines(200)) write(line);
    await page.getByText('line 199.').waitFor();
    await page.getByRole('log').focus();
    await page.keyboard.press('Home');
    await page.getByText('emulated albatross host').waitFor();
    await page.keyboard.press('End');
    await page.getByText('line 199.').waitFor();
    assert.equal(await page.getByRole('button', { name: /^Paused/ }).count(), 0);
  });

  it('shows colours, and no text as HTML', async () => {
    const { page, write } = await open();
    write('\u001b[1;31merror\u001b[0m <img src=x onerror=alert(1)> \u001b[2Jend');
    const word = page.getByText('error', { exact: true });
    await word.waitFor();
    const style = await word.evaluate((element) =>
      element.computedStyleMap().get('color')?.toString(),
    );
    assert.equal(style, 'rgb(255, 138, 128)');
    await page.getByText('<img src=x onerror=alert(1)> end').waitFor();
    assert.equal(await page.getByRole('log').locator('img').count(), 0);
    await expectAccessible(page);
  });

  it('searches, forwards and backwards, in what is yet to come too', async () => {
    const { page, write } = await open();
    for (const line of lines(300)) write(line);
    await page.getByText('line 299.').waitFor();
    const search = page.getByRole('textbox', { name: 'Search the console' });
    await search.fill('LINE 42.');
    await search.press('Enter');
    await page.getByText('1 of 1').waitFor();
    await page.getByRole('log').locator('mark').getByText('line 42.').waitFor();
    write('once more line 42.');
    await page.getByText('1 of 2').waitFor();
    await search.press('Enter');
    await page.getByText('2 of 2').waitFor();
    await search.press('Shift+Enter');
    await page.getByText('1 of 2').waitFor();
    await search.fill('not there');
    await page.getByText('No matches').waitFor();
  });

  it('downloads all lines as text', async () => {
    const { page, write } = await open();
    for (const line of lines(100)) write(`\u001b[32m${line}\u001b[0m`);
    await page.getByText('line 99.').waitFor();
    assert.deepEqual((await downloaded(page)).slice(-100), lines(100));
  });

  it('copies all lines', async () => {
    const { page, write } = await open();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    write('to be copied');
    await page.getByText('to be copied').waitFor();
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const text = await page.evaluate<string>('navigator.clipboard.readText()');
    assert.match(text, /^\d{4}-\d\d-\d\dT.*Z to be copied$/m);
  });

  it('goes on after the connection was lost, without a gap or a repeat', async () => {
    const proxy = await CuttableProxy.to(world().url);
    try {
      const { page, write } = await open(proxy.url, ['request failed', 'console: ']);
      for (const line of lines(50)) write(line);
      await page.getByText('line 49.').waitFor();
      proxy.cut();
      await page.getByText('Connection lost').first().waitFor();
      for (const line of lines(50, 'meanwhile')) write(line);
      proxy.mend();
      await page.getByText('meanwhile 49.').waitFor();
      for (const line of lines(50, 'afterwards')) write(line);
      await page.getByText('afterwards 49.').waitFor();
      const all = [...lines(50), ...lines(50, 'meanwhile'), ...lines(50, 'afterwards')];
      assert.deepEqual((await downloaded(page)).slice(-150), all);
    } finally {
      await proxy.close();
    }
  });

  it('gives its connection back while the page cannot be seen, and misses nothing', async () => {
    const { page, write } = await open();
    const left = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/events'));
    await page.evaluate(show, 'hidden');
    await left;
    for (const line of lines(30)) write(line);
    await page.evaluate(show, 'visible');
    await page.getByText('line 29.').waitFor();
    assert.deepEqual((await downloaded(page)).slice(-30), lines(30));
  });
});

/** Has a page believe that it is seen, or is not. */
const show = (state: string) => {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
};
