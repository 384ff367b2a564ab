import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { CuttableProxy } from './support/cuttable-proxy.ts';
import { createUnikernel, print } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

/** The pages ask every 5 seconds; the machine may be slow. */
const byItself = { timeout: 30_000 };

describe('the dashboard, while the server does not answer', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  it('says once how old its data are, keeps them, and goes on by itself', async () => {
    const proxy = await CuttableProxy.to(world().url);
    try {
      const page = await browsing.open(proxy.url, '/', {
        as: world().administrator,
        expected: ['request failed: '],
      });
      const host = page.getByRole('article').filter({ hasText: 'one' });
      await host.waitFor();
      proxy.cut();
      const notice = page.getByRole('status').filter({ hasText: 'The server does not answer' });
      await notice.getByText('What you see is from').waitFor({ timeout: 20_000 });
      await host.waitFor();
      await page.getByRole('alert').waitFor({ state: 'detached' });
      await expectAccessible(page);
      proxy.mend();
      await notice.waitFor({ state: 'detached', timeout: 20_000 });
    } finally {
      await proxy.close();
    }
  });
});

describe('the dashboard, where the server is started again under an open page', function () {
  this.timeout(120_000);
  const world = useDashboard({ emulator: { consoleInterval: 3_600_000, statsInterval: 500 } });
  const browsing = useBrowser();

  it('goes on by itself with its data, its console and its figures, and leaves no error', async () => {
    const { url, administrator, server } = world();
    await createUnikernel(world(), { name: 'steady', memory: 32 });
    const expected = ['request failed: ', 'refused: 503 GET '];
    const page = await browsing.open(url, '/unikernels/one/steady', {
      as: administrator,
      expected,
    });
    const log = page.getByRole('log');
    await log.getByText('32 MB').waitFor();
    await page.getByRole('switch', { name: 'As a table' }).click();
    const figures = page.getByRole('table').getByRole('row');
    await figures.nth(2).waitFor(byItself);
    await server.close();
    await page.getByText('The server does not answer').waitFor(byItself);
    await page.getByText('Still trying').waitFor();
    await server.start();
    await page.getByText('The server does not answer').waitFor({ state: 'detached', ...byItself });
    print(world(), 'steady', 'after the start');
    await log.getByText('after the start').waitFor(byItself);
    await figures.nth(await figures.count()).waitFor(byItself);
    await page.getByText('Connection lost').waitFor({ state: 'detached', ...byItself });
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Hosts', exact: true }).click();
    await page
      .getByRole('article')
      .filter({ hasText: 'one' })
      .getByText('online')
      .waitFor(byItself);
  });
});

describe('the dashboard, for an administrator without a policy', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  it('leads from deploying to giving one, and the focus back where the dialog was left', async () => {
    const { url, administrator } = world();
    const { json } = await administrator.expect(200, url, '/account');
    const path = `/accounts/${Reflect.get(Object(json), 'id')}/policies/one`;
    await administrator.expect(204, url, path, { method: 'DELETE' });
    const page = await browsing.open(url, '/deploy', { as: administrator });
    await page.getByRole('link', { name: 'Set policy' }).click();
    await page.getByRole('dialog', { name: 'Set policy' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('main:focus').waitFor();
    await page.getByRole('button', { name: 'Set policy' }).press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('button:focus', { hasText: 'Set policy' }).waitFor();
  });
});
