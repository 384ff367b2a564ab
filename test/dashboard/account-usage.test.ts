import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseLabel } from '../../src/albatross/names.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { AccountUsage } from '../../src/unikernels/accounting/entity.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

const hour = 3600;

describe('the page of monthly usage', function () {
  this.timeout(60_000);
  const world = useDashboard();
  const browsing = useBrowser();
  const month = `${new Date().getUTCFullYear() - 1}-03`;

  before(async () => {
    const { server, folder } = world();
    await server.close();
    const database = await openDatabase({ file: join(folder, 'fulmar.sqlite') });
    for (const domain of ['bob', 'carol']) {
      await database.em().insert(AccountUsage, {
        ...{ month, host: parseLabel('one'), domain: parseLabel(domain) },
        memorySeconds: 3 * 1024 * hour,
        cpuMilliseconds: 2 * hour * 1000,
        storageSeconds: 0,
        observedSeconds: 5 * hour,
      });
    }
    await database.close();
    await server.start();
  });

  it('shows a month that is chosen, and has it as CSV', async () => {
    const page = await browsing.open(world().url, '/administration/usage', {
      as: world().administrator,
    });
    await page.getByRole('button', { name: /^Month/ }).click();
    await page.getByRole('button', { name: 'Previous year' }).click();
    await page.getByRole('button', { name: 'Mar', exact: true }).click();
    const row = page.getByRole('row').filter({ hasText: 'bob' });
    await row.waitFor();
    assert.deepEqual(await row.getByRole('cell').allTextContents(), [
      'bob',
      'one',
      '3',
      '2',
      '0',
      '5',
    ]);
    assert.equal(new URL(page.url()).search, `?month=${month}`);
    await expectAccessible(page);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export as CSV' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), `usage-${month}.csv`);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split(/\r?\n/);
    assert.deepEqual(lines.slice(1), [`${month},bob,one,3,2,0,5`, `${month},carol,one,3,2,0,5`]);
  });

  it('has the account alone that is chosen as CSV', async () => {
    const page = await browsing.open(
      world().url,
      `/administration/usage?month=${month}&account=carol`,
      { as: world().administrator },
    );
    await page.getByRole('row').filter({ hasText: 'carol' }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export as CSV' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), `usage-${month}-carol.csv`);
    const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split(/\r?\n/);
    assert.deepEqual(lines.slice(1), [`${month},carol,one,3,2,0,5`]);
  });

  it('says where nothing was recorded', async () => {
    const page = await browsing.open(world().url, `/administration/usage?month=2024-01`, {
      as: world().administrator,
    });
    await page.getByText('Nothing was recorded in this month').waitFor();
  });
});
