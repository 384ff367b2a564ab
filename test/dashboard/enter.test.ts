import assert from 'node:assert/strict';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { signIn, useDashboard } from './support/world.ts';

describe('the dashboard, before anybody has signed up', () => {
  const world = useDashboard({ empty: true });
  const browsing = useBrowser();

  it('leads a first visit to signing up, and the first account to the overview', async () => {
    const page = await browsing.open(world().url);
    await page.getByRole('heading', { name: 'Sign up' }).waitFor();
    await page.getByText('will be the first').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Name').fill('alice');
    await page.getByLabel('E-mail address').fill('alice@example.org');
    await page.getByLabel('Password', { exact: true }).fill('correct horse');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByRole('heading', { name: 'Welcome, alice' }).waitFor();
    await expectAccessible(page);
    const secret = await page.getByRole('region', { name: 'Secret' }).textContent();
    const authorization = `Bearer ${secret}`;
    const told = await fetch(`${world().url}/api/v1/unikernels`, { headers: { authorization } });
    assert.equal(told.status, 200, await told.text());
    await page.getByRole('button', { name: 'Go to the overview' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    assert.equal(await page.title(), 'Overview – Fulmar');
  });
});

describe('the dashboard, for one who has an account', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  it('signs in, and out again', async () => {
    const page = await browsing.open(world().url);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await expectAccessible(page);
    await signIn(page, world().administrator);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.getByRole('button', { name: 'alice' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.goto('/');
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  it('says what is wrong with a sign-in, and keeps what was typed', async () => {
    const expected = ['401 POST /api/v1/session'];
    const page = await browsing.open(world().url, '/sign-in', { expected });
    const address = page.getByRole('textbox', { name: 'E-mail address' });
    await address.fill('alice@example.org');
    await page.getByLabel('Password', { exact: true }).fill('not her password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('password are wrong').waitFor();
    assert.equal(await address.inputValue(), 'alice@example.org');
    await expectAccessible(page);
  });

  it('says what to set where it is reached by a name that the server is not told', async () => {
    const { url } = world();
    const other = url.replace('127.0.0.1', 'fulmar.localhost');
    const expected = ['421 GET /api/v1/setup'];
    const page = await browsing.open(other, '/sign-in', { expected });
    const alert = page.getByRole('alert').filter({ hasText: `FULMAR_URL=${other}` });
    await alert.getByText('The server is not known by this name').waitFor();
    await expectAccessible(page);
  });

  it('signs in with a keyboard alone', async () => {
    const { email, password } = world().administrator;
    const page = await browsing.open(world().url, '/sign-in');
    await page.getByLabel('E-mail address').waitFor();
    const focused = page.locator(':focus');
    const tabTo = async (name: string) => {
      for (let step = 0; step < 10; step += 1) {
        await page.keyboard.press('Tab');
        if ((await focused.getAttribute('autocomplete')) === name) return;
      }
      assert.fail(`the keyboard does not get to ${name}`);
    };
    await tabTo('username');
    await page.keyboard.type(email);
    await tabTo('current-password');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('leads to signing in when the session has ended meanwhile, and back', async () => {
    const { administrator, url } = world();
    const expected = ['refused: 401 GET /api/v1/'];
    const page = await browsing.open(url, '/?of=mine', { expected });
    await signIn(page, administrator);
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await administrator.expect(204, url, '/account/sessions', { method: 'DELETE' });
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn(page, administrator);
    assert.equal(page.url(), `${url}/?of=mine`);
  });

  it('goes along where another tab signs out, and in again', async () => {
    // What a tab still asks for when the session ends is refused.
    const expected = ['401 GET /api/v1/'];
    const page = await browsing.open(world().url, '/volumes', { expected });
    await signIn(page, world().administrator);
    const other = await page.context().newPage();
    await other.goto('/tokens');
    await other.getByRole('button', { name: 'alice' }).click();
    await other.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await signIn(other, world().administrator);
    await page.getByRole('heading', { name: 'Volumes', level: 1 }).waitFor();
  });

  it('says so where a part of a page does not load, and loads it again', async () => {
    const part = '**/assets/overview-page-*.js';
    const expected = ['overview-page', 'console: '];
    const page = await browsing.open(world().url, '/sign-in', { expected });
    await page.route(part, (route) => route.abort());
    await page.getByLabel('E-mail address').waitFor();
    await signIn(page, world().administrator);
    await page.getByRole('heading', { name: 'This page cannot be shown' }).waitFor();
    await expectAccessible(page);
    await page.unroute(part);
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });

  it('changes its colours, and remembers that', async () => {
    const page = await browsing.open(world().url, '/sign-in', { colorScheme: 'light' });
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
    await page.getByRole('button', { name: /^System colours/ }).click();
    assert.equal(await scheme(), 'light');
    await page.getByRole('button', { name: /^Light colours/ }).click();
    assert.equal(await scheme(), 'dark');
    await page.reload();
    await page.getByRole('button', { name: /^Dark colours/ }).waitFor();
    assert.equal(await scheme(), 'dark');
  });

  it('leads back to the page that was wanted', async () => {
    const page = await browsing.open(world().url, '/volumes?text=all');
    await signIn(page, world().administrator);
    assert.equal(page.url(), `${world().url}/volumes?text=all`);
    await page.getByRole('heading', { name: 'Volumes', exact: true }).waitFor();
    await expectAccessible(page);
  });

  // wanted-page.test.ts knows more ways to try.
  for (const to of ['https://evil.example/', '//evil.example/', '/\\evil.example']) {
    it(`does not lead to another site after signing in [${to}]`, async () => {
      const page = await browsing.open(world().url, `/sign-in?to=${encodeURIComponent(to)}`);
      await signIn(page, world().administrator);
      assert.equal(new URL(page.url()).origin, world().url);
      assert.doesNotMatch(page.url(), /^https?:\/\/[^/]+\/\//);
    });
  }
});
