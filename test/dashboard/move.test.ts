import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { createUnikernel } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

describe('a unikernel that is moved in the browser', function () {
  this.timeout(120_000);
  const world = useDashboard();
  const browsing = useBrowser();
  const cleanup = new AsyncDisposableStack();

  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-move-'));
    cleanup.defer(() => rm(folder, { recursive: true, force: true }));
    const emulator = await startEmulator({ folder });
    cleanup.defer(() => emulator.close());
    await world().administrator.addHost(world().url, 'two', emulator);
    await createUnikernel(world(), { name: 'web', memory: 32 });
  });
  after(() => cleanup.disposeAsync());

  it('is shown step by step, and then where it runs', async () => {
    const page = await browsing.open(world().url, '/unikernels/one/web', {
      as: world().administrator,
      expected: ['404 GET /api/v1/hosts/one/unikernels/web'],
    });
    await page.getByRole('button', { name: 'Move' }).click();
    const dialog = page.getByRole('dialog', { name: 'Move web' });
    await dialog.getByLabel('To').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Move' }).click();
    await dialog.getByText('It runs on two.').waitFor({ timeout: 60_000 });
    await dialog.getByRole('button', { name: 'Show it on two' }).click();
    await page.waitForURL(/\/unikernels\/two\/web$/);
    await page.getByRole('heading', { name: 'web', exact: true }).waitFor();
  });
});
