import assert from 'node:assert/strict';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { growthDuring } from '../server/support/resident-memory.ts';
import { useBrowser } from './support/browser.ts';
import { signIn, useDashboard } from './support/world.ts';

const mebibyte = 1024 * 1024;
const size = 1024;
/** What a page may take for showing progress, while a GiB goes through the browser. */
const allowed = 96 * mebibyte;

describe('an upload of 1 GiB in the browser', function () {
  this.timeout(120_000);
  const world = useDashboard({ emulator: { discardVolumes: true } });
  const browsing = useBrowser();
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-large-'));
    const { administrator, url } = world();
    const json = { name: 'large', size };
    await administrator.expect(201, url, '/hosts/one/volumes', { json });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('does not grow the memory of its tab', async () => {
    const path = join(folder, 'large.img');
    await writeFile(path, '');
    await truncate(path, size * mebibyte);
    const page = await browsing.open(world().url, '/volumes/one/large');
    await signIn(page, world().administrator);
    await page.locator('input[type=file]').setInputFiles(path);
    await page.getByLabel('Straight through to the host').check();
    const upload = async () => {
      await page.getByRole('button', { name: 'Upload' }).click();
      await page.getByRole('button', { name: 'Replace' }).click();
      await page.getByText('The volume is filled').waitFor({ timeout: 100_000 });
    };
    const grown = await growthOfTabs(page, upload);
    await page.getByText(`${(size * mebibyte).toLocaleString('en')} octets of content`).waitFor();
    assert.ok(grown < allowed, `it grew by ${Math.round(grown / mebibyte)} MiB`);
  });
});

/** Octets by which that one of the browser's tabs grows most that does so, while `work` runs. */
async function growthOfTabs(page: Page, work: () => Promise<void>): Promise<number> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const tabs = processInfo.filter(({ type }) => type === 'renderer');
  assert.notEqual(tabs.length, 0);
  let working: Promise<void> | null = null;
  const once = () => {
    working ??= work();
    return working;
  };
  return Math.max(...(await Promise.all(tabs.map(({ id }) => growthDuring(id, once)))));
}
