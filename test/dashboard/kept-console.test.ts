import { until } from '../server/support/until.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { createUnikernel, print } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

/** More than a host remembers. */
const batches = 4;
const batch = 300;

describe('the kept console of a unikernel in the browser', function () {
  this.timeout(120_000);
  const world = useDashboard({ emulator: { consoleInterval: 3_600_000 } });
  const browsing = useBrowser();
  const path = '/hosts/one/unikernels/hello';

  const told = async (query: string, status = 200) =>
    (await world().administrator.expect(status, world().url, `${path}${query}`)).text;

  before(async () => {
    await createUnikernel(world(), { name: 'hello', memory: 32 });
    for (let begin = 0; begin < batches * batch; begin += batch) {
      for (let n = begin; n < begin + batch; n += 1) print(world(), 'hello', `line ${n}.`);
      const last = `line ${begin + batch - 1}.`;
      await until(async () => (await told('/console/history?limit=1')).includes(last));
    }
  });

  const open = () =>
    browsing.open(world().url, '/unikernels/one/hello', { as: world().administrator });

  it('shows lines that the host has forgotten above those that it has', async () => {
    const page = await open();
    const log = page.getByRole('log');
    await log.getByText(`line ${batches * batch - 1}.`).waitFor();
    await page.getByRole('button', { name: 'Show older lines' }).click();
    await page.getByText('No older lines were kept').waitFor();
    const search = page.getByRole('textbox', { name: 'Search the console' });
    await search.fill('line 17.');
    await search.press('Enter');
    await log.locator('mark').getByText('line 17.').waitFor();
    await page.getByText('1 of 1').waitFor();
    await expectAccessible(page);
  });

  it('loads them when somebody scrolls to the first line', async () => {
    const page = await open();
    const log = page.getByRole('log');
    await log.getByText(`line ${batches * batch - 1}.`).waitFor();
    await log.focus();
    await page.keyboard.press('Home');
    await page.getByText('No older lines were kept').waitFor();
    await page.keyboard.press('Home');
    await log.getByText('line 0.', { exact: true }).waitFor();
  });

  it('is searched, and shows what is around a hit', async () => {
    const page = await open();
    const kept = page.getByRole('region', { name: 'Kept lines' });
    await kept.getByLabel('Search all kept lines').fill('LINE 42.');
    await kept.getByRole('button', { name: 'Find' }).click();
    const hit = kept.getByRole('button', { name: /line 42\./ });
    await hit.click();
    await kept.getByText('line 41.').waitFor();
    await kept.getByText('line 52.').waitFor();
    await expectAccessible(page);
    await kept.getByLabel('Match case').check();
    await kept.getByRole('button', { name: 'Find' }).click();
    await kept.getByText('No results').waitFor();
  });

  it('is kept no more where its settings say so', async () => {
    const page = await open();
    await page.getByRole('switch', { name: 'Keep the console' }).click();
    await until(async () => (await told('')).includes('"keepConsole":false'));
    await expectAccessible(page);
  });
});
