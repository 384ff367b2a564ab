import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { signIn, useDashboard } from './support/world.ts';

const size = 16 * 1024 * 1024;

describe('the dashboard, where the session ends in the midst of an upload', function () {
  this.timeout(120_000);
  const world = useDashboard();
  const browsing = useBrowser();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-files-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** The page of a new volume, on which a file is chosen. */
  async function openWithFile(name: string): Promise<Page> {
    const { administrator, url } = world();
    await administrator.expect(201, url, '/hosts/one/volumes', { json: { name, size: 16 } });
    const path = `/volumes/one/${name}`;
    const page = await browsing.open(url, path, { as: administrator, expected: ['refused: 401 '] });
    const file = join(folder, `${name}.img`);
    await writeFile(file, name);
    await truncate(file, size);
    await page.locator('input[type=file]').setInputFiles(file);
    return page;
  }

  const endSession = () =>
    world().administrator.expect(204, world().url, '/account/sessions', { method: 'DELETE' });

  async function upload(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Upload' }).click();
    await page.getByRole('button', { name: 'Replace' }).click();
  }

  it('says so, stops the upload, and keeps its file for who has signed in again', async () => {
    const page = await openWithFile('going');
    const slow = { kind: 'slow-reading', octetsPerSecond: 500_000 } as const;
    const fault = world().emulator.faults.add(slow, { command: 'block-set' });
    await page.getByLabel('Send straight to the host').check();
    await upload(page);
    await page.getByText(/ of 16 MiB/).waitFor();
    await endSession();
    await page.getByText('Your session has ended').waitFor({ timeout: 20_000 });
    await page.getByText('Uploads stop').waitFor();
    await expectAccessible(page);
    await page.getByText('Uploads stop').waitFor({ state: 'hidden', timeout: 30_000 });
    fault.release();
    await signIn(page, world().administrator);
    await page.getByRole('heading', { name: 'going', level: 1 }).waitFor();
    await page.getByText('going.img, 16 MiB').waitFor();
    await page.getByText('Upload it again').waitFor();
    await upload(page);
    await page.getByText('The volume is filled').waitFor({ timeout: 60_000 });
  });

  it('keeps the file that was refused for it, and says what to do', async () => {
    const page = await openWithFile('refused');
    await page.route(/\/api\/v1\/.*(?<!\/data)$/, () => undefined); // so that nothing else tells of it
    await endSession();
    await upload(page);
    await page.getByText('Your session has ended').waitFor({ timeout: 20_000 });
    await page.unrouteAll();
    await signIn(page, world().administrator);
    await page.getByText('refused.img, 16 MiB').waitFor();
    await page.getByText('Upload it again').waitFor();
    await expectAccessible(page);
    await upload(page);
    await page.getByText('The volume is filled').waitFor({ timeout: 60_000 });
  });
});
