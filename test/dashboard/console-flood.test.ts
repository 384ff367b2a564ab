import assert from 'node:assert/strict';
import { useBrowser } from './support/browser.ts';
import { createUnikernel, print } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

const lines = 10_000;
/** Lines that the host writes at once, before others have their turn. */
const burst = 100;

describe('the console of a unikernel that writes 10,000 lines as fast as it can', function () {
  this.timeout(60_000);
  const world = useDashboard({ emulator: { consoleInterval: 3_600_000 } });
  const browsing = useBrowser();

  it('follows them and searches in them meanwhile, has them all, and few in the page', async () => {
    await createUnikernel(world(), { name: 'flooding' });
    const page = await browsing.open(world().url, '/unikernels/one/flooding', {
      as: world().administrator,
    });
    const log = page.getByRole('log');
    await log.getByText('32 MB').waitFor();
    const search = page.getByRole('textbox', { name: 'Search the console' });
    await search.fill('request 77');
    for (let written = 0; written < lines; written += 1) {
      print(world(), 'flooding', `\u001b[3${written % 8}mINFO\u001b[0m request ${written}.`);
      if (written % burst === 0) await new Promise(setImmediate);
    }
    await log.getByText(`request ${lines - 1}.`).waitFor();
    await page.getByText('10,003 lines').waitFor();
    await page.getByText('111', { exact: true }).waitFor(); // 77, 770 to 779, 7700 to 7799
    assert.ok((await log.locator('time').count()) < 100);
  });
});
