import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { CuttableWay } from './support/cuttable-way.ts';
import { signIn, useDashboard } from './support/world.ts';

describe('the dashboard, while the server does not answer', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  it('says once how old its data are, keeps them, and goes on by itself', async () => {
    const way = await CuttableWay.to(world().url);
    try {
      const page = await browsing.open(way.url, '/', { expected: ['request failed: '] });
      await signIn(page, world().administrator);
      const host = page.getByRole('article').filter({ hasText: 'one' });
      await host.waitFor();
      way.cut();
      const notice = page.getByRole('status').filter({ hasText: 'The server does not answer' });
      await notice.getByText('What you see is from').waitFor({ timeout: 20_000 });
      await host.waitFor();
      await page.getByRole('alert').waitFor({ state: 'detached' });
      await expectAccessible(page);
      way.mend();
      await notice.waitFor({ state: 'detached', timeout: 20_000 });
    } finally {
      await way.close();
    }
  });
});

describe('the dashboard, for an administrator without a policy', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  it('leads from deploying to giving one, and the focus back where the dialog was left', async () => {
    const { url, administrator } = world();
    const { json } = await administrator.expect(200, url, '/account');
    const path = `/users/${Reflect.get(Object(json), 'id')}/policies/one`;
    await administrator.expect(204, url, path, { method: 'DELETE' });
    const page = await browsing.open(url, '/deploy');
    await signIn(page, administrator);
    await page.getByRole('link', { name: 'Give a policy' }).click();
    await page.getByRole('dialog', { name: 'Give a policy' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('main:focus').waitFor();
    await page.getByRole('button', { name: 'Give a policy' }).press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('button:focus', { hasText: 'Give a policy' }).waitFor();
  });
});
