import type { Page } from 'playwright-core';
import type { PicturedPage } from './pictured-page.ts';

const password = 'correct horse battery';

/** Signs up as somebody of that name, and waits for the welcome. */
async function signUp(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail address').fill(`${name}@demo.example`);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await page.getByRole('heading', { name: `Welcome, ${name}` }).waitFor();
}

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('E-mail address').fill(`${name}@demo.example`);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
}

const viewer = 'first visitor';

const empty: readonly PicturedPage[] = [
  'unikernels',
  'deploy',
  'volumes',
  'hosts',
  'events',
  'notifications',
  'tokens',
  'account/trusts',
  'account/secrets',
  'account/activity',
  'administration/accounts',
  'administration/everything',
  'administration/usage',
  'administration/issuers',
  'administration/policies',
  'administration/notifications',
  'administration/audit?action=host.remove',
].map((path) => ({ name: `empty-${nameIn(path)}`, path: `/${path}`, viewer, once: true }));

/** The last part of a path. */
function nameIn(path: string): string {
  return path.replace(/\?.*/, '').replace(/.*\//, '');
}

/** What a server shows at first, and what of it is empty then. */
export const firstPages: readonly PicturedPage[] = [
  { name: 'first-sign-up', path: '/', viewer },
  { name: 'first-welcome', path: '/', viewer, once: true, show: (page) => signUp(page, 'first') },
  {
    name: 'empty-overview',
    path: '/sign-in',
    viewer,
    once: true,
    show: (page) => signIn(page, 'first'),
  },
  ...empty,
  {
    name: 'welcome-waiting',
    path: '/sign-up',
    viewer: 'visitor',
    once: true,
    show: (page) => signUp(page, 'carol'),
  },
];
