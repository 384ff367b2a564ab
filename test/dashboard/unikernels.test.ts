import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { createUnikernel } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

describe('the table of unikernels, while there are none', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  it('says how to begin', async () => {
    const page = await browsing.open(world().url, '/unikernels', { as: world().administrator });
    await page.getByText('No unikernel runs yet').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Deploy' }).last().click();
    await page.getByRole('heading', { name: 'Deploy', level: 1 }).waitFor();
  });
});

describe('the table of unikernels', () => {
  const world = useDashboard();
  const browsing = useBrowser();
  let folder = '';
  let second: Emulator;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-second-'));
    second = await startEmulator({ folder });
    await world().administrator.addHost(world().url, 'two', second);
    await createUnikernel(world(), { name: 'website', memory: 64, arguments: ['--port=443'] });
    await createUnikernel(world(), { name: 'resolver', memory: 256 });
    await createUnikernel(world(), { name: 'website', memory: 128 }, { host: 'two' });
  });

  after(async () => {
    await second.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(viewport = { width: 1280, height: 800 }): Promise<Page> {
    const page = await browsing.open(world().url, '/unikernels', {
      as: world().administrator,
      viewport,
    });
    await page.getByRole('link', { name: 'resolver' }).waitFor();
    return page;
  }

  /** Name and host of each row. */
  async function rows(page: Page): Promise<string[]> {
    const lines = await page
      .getByRole('row')
      .filter({ has: page.getByRole('cell') })
      .all();
    return await Promise.all(
      lines.map(async (line) => {
        const [, name, host] = await line.getByRole('cell').allInnerTexts();
        return `${name} ${host}`;
      }),
    );
  }

  it('shows those of all hosts, with state, image, memory, CPU and uptime', async () => {
    const page = await open();
    assert.deepEqual(await rows(page), ['resolver one', 'website one', 'website two']);
    const row = page.getByRole('row', { name: /resolver/ });
    await row.getByText('Running').waitFor();
    await row.getByText('256 MiB').waitFor();
    await row.getByRole('button', { name: /^Copy the digest [0-9a-f]{12}$/ }).waitFor();
    await expectAccessible(page);
  });

  it('shows what each uses, why it does not run, and the columns that were chosen', async () => {
    const page = await open();
    const row = page.getByRole('row', { name: /resolver/ });
    await row.getByText(/ of 256 MiB$/).waitFor({ timeout: 30_000 });
    await row.getByText(/^\d+%$/).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Columns' }).click();
    const choice = page.getByRole('dialog', { name: 'Columns' });
    await choice.getByRole('checkbox', { name: 'Image' }).uncheck();
    await choice.getByRole('checkbox', { name: 'Labels' }).check();
    await expectAccessible(page);
    await page.reload();
    await page.getByRole('columnheader', { name: 'Labels' }).waitFor();
    assert.equal(await page.getByRole('columnheader', { name: 'Image' }).count(), 0);
  });

  it('does something with several, and says what came of each', async () => {
    const page = await open();
    const restarts = '/hosts/one/unikernels/website';
    const protect = { method: 'PATCH', json: { deletionProtection: true } };
    await page.getByRole('checkbox', { name: 'Select all' }).check();
    await page.getByRole('toolbar').getByRole('button', { name: 'Restart' }).click();
    const dialog = page.getByRole('dialog', { name: 'Restart 3 unikernels' });
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Restart' }).click();
    await dialog.getByText(': restarted').nth(2).waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await world().administrator.expect(200, world().url, restarts, protect);
    await page.getByRole('checkbox', { name: 'Select website on one' }).check();
    const destroy = page.getByRole('toolbar').getByRole('button', { name: 'Destroy' });
    await destroy.and(page.locator(':disabled')).waitFor({ timeout: 15_000 });
    const free = { method: 'PATCH', json: { deletionProtection: false } };
    await world().administrator.expect(200, world().url, restarts, free);
  });

  it('filters while one types, by arguments too, and keeps what was typed', async () => {
    const page = await open();
    const filter = page.getByRole('textbox', { name: 'Filter' });
    await filter.fill('web two');
    await page.getByText('1 of 3').waitFor();
    assert.deepEqual(await rows(page), ['website two']);
    await filter.fill('port=443');
    await page.getByRole('cell', { name: 'one', exact: true }).waitFor();
    assert.deepEqual(await rows(page), ['website one']);
    await filter.fill('nothing of that kind');
    await page.getByText('No unikernel matches the filter.').waitFor();
    assert.equal(await filter.inputValue(), 'nothing of that kind');
    await page.reload();
    await page.getByText('No unikernel matches the filter.').waitFor();
  });

  it('filters by host', async () => {
    const page = await open();
    await page.getByRole('combobox', { name: 'Hosts' }).click();
    await page.getByRole('option', { name: 'two' }).click();
    await page.getByText('1 of 3').waitFor();
    assert.deepEqual(await rows(page), ['website two']);
  });

  it('filters by state and label, which the address keeps', async () => {
    const { administrator, url } = world();
    const labels = { method: 'PATCH', json: { labels: { tier: 'web' } } };
    await administrator.expect(200, url, '/hosts/two/unikernels/website', labels);
    await administrator.expect(200, url, '/hosts/one/unikernels/resolver/stop', { method: 'POST' });
    const page = await open();
    await page.getByRole('combobox', { name: 'States' }).click();
    await page.getByRole('option', { name: 'Running' }).click();
    await page.getByText('2 of 3').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: 'Labels' }).click();
    await page.getByRole('option', { name: 'tier=web' }).click();
    await page.getByText('1 of 3').waitFor();
    assert.deepEqual(await rows(page), ['website two']);
    await page.waitForURL(/\?state=running&label=tier%3Dweb$/);
    await page.reload();
    await page.getByText('1 of 3').waitFor();
    await expectAccessible(page);
    await page.goto(`${world().url}/unikernels?state=stopped`);
    await page.getByText('1 of 3').waitFor();
    assert.deepEqual(await rows(page), ['resolver one']);
    await administrator.expect(200, url, '/hosts/one/unikernels/resolver/start', {
      method: 'POST',
    });
  });

  it('sorts by a column, and the other way around, and says how', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Memory' }).click();
    assert.deepEqual(await rows(page), ['website one', 'website two', 'resolver one']);
    await page.getByRole('button', { name: 'Memory' }).click();
    assert.deepEqual(await rows(page), ['resolver one', 'website two', 'website one']);
    const header = page.getByRole('columnheader', { name: 'Memory' });
    assert.equal(await header.getAttribute('aria-sort'), 'descending');
  });

  it('becomes cards where it is narrow', async () => {
    const page = await open({ width: 360, height: 740 });
    assert.equal(await page.getByRole('table').count(), 0);
    const card = page.getByRole('listitem').filter({ hasText: 'resolver' });
    await card.getByText('256 MiB').waitFor();
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    assert.equal(width, 360);
    await expectAccessible(page);
  });

  it('shows a unikernel that is started meanwhile', async () => {
    const page = await open();
    await createUnikernel(world(), { name: 'newcomer' });
    await page.getByRole('link', { name: 'newcomer' }).waitFor();
    await world().administrator.ask(world().url, '/hosts/one/unikernels/newcomer', {
      method: 'DELETE',
    });
    await page.getByRole('link', { name: 'newcomer' }).waitFor({ state: 'detached' });
  });

  it('names a host that does not answer, and shows what was seen there last', async () => {
    await second.stop();
    const page = await open();
    await page.getByText('One host is unreachable').waitFor();
    assert.deepEqual(await rows(page), ['resolver one', 'website one', 'website two']);
    const silent = page.getByRole('row').filter({ hasText: 'two' });
    await silent.getByText('Unknown').waitFor();
    await expectAccessible(page);
    await second.start();
    await silent.getByText('Running').waitFor({ timeout: 30_000 });
  }).timeout(60_000);
});
