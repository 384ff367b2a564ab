import type { Page } from 'playwright-core';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

async function fill(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(`${name}@example.org`);
  await page.getByLabel('Password', { exact: true }).fill('correct horse');
}

const submit = (page: Page) => page.getByRole('button', { name: 'Sign up' }).click();

describe('signing up for the first account from another machine', () => {
  const world = useDashboard({ empty: true });
  const browsing = useBrowser();

  it('takes the code that the start printed, and no other', async () => {
    const page = await browsing.open(world().url, '/', {
      extraHTTPHeaders: { 'x-forwarded-for': '203.0.113.7' },
      expected: ['403 POST /api/v1/accounts'],
    });
    await page.getByText('will be the first').waitFor();
    await expectAccessible(page);
    await fill(page, 'alice');
    await page.getByRole('textbox', { name: 'Set-up code' }).fill('a guess');
    await submit(page);
    await page.getByRole('alert').getByText('the code that the server prints').waitFor();
    const code = `${world().server.setupCode} `;
    await page.getByRole('textbox', { name: 'Set-up code' }).fill(code);
    await submit(page);
    await page.getByRole('button', { name: 'Go to the overview' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
  });
});

describe('signing up for a later account', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  it('leads to waiting for approval', async () => {
    const page = await browsing.open(world().url, '/sign-in');
    await page.getByRole('link', { name: 'Sign up' }).click();
    await page.getByText('An administrator has to approve').waitFor();
    await expectAccessible(page);
    await fill(page, 'bob');
    await submit(page);
    await page
      .getByRole('status')
      .getByText('is waiting for an administrator’s approval')
      .waitFor();
    await expectAccessible(page);
  });

  it('says at the field what is wrong with it', async () => {
    const expected = ['400 POST /api/v1/accounts', '409 POST /api/v1/accounts'];
    const page = await browsing.open(world().url, '/sign-up', { expected });
    const name = page.getByRole('textbox', { name: 'Name' });
    await page.getByText('An administrator has to approve').waitFor();
    await fill(page, 'carol');
    await name.fill('-carol');
    await submit(page);
    await page.locator('[aria-invalid=true]').and(name).waitFor();
    await name.fill('alice');
    await submit(page);
    await page.getByText('it is never given to another').first().waitFor();
    await expectAccessible(page);
  });
});

describe('signing up where it is closed', () => {
  const world = useDashboard({ environment: { FULMAR_SIGNUP: 'closed' } });
  const browsing = useBrowser();

  it('says whom to ask', async () => {
    const page = await browsing.open(world().url, '/sign-up');
    await page.getByText('Ask an administrator').waitFor();
    await expectAccessible(page);
  });
});
