import { sampleImage } from '../../src/emulator/sample-image.ts';
import { firstPages } from './first-pages.ts';
import type { PicturedPage } from './pictured-page.ts';

/** Every page, and what of it is worth a picture of its own. */
export const picturedPages: readonly PicturedPage[] = [
  { name: 'sign-in', path: '/sign-in', viewer: 'visitor' },
  { name: 'sign-up', path: '/sign-up', viewer: 'visitor' },
  { name: 'docs', path: '/docs', viewer: 'visitor' },
  { name: 'docs-tokens', path: '/docs/tokens', viewer: 'visitor' },
  { name: 'overview', path: '/', wide: true },
  {
    name: 'account-menu',
    path: '/',
    show: async (page) => {
      await page.getByRole('button', { name: 'demo' }).click();
      await page.getByRole('menuitem', { name: 'Sign out' }).waitFor();
    },
  },
  { name: 'unikernels', path: '/unikernels', wide: true },
  { name: 'unikernels-everybodys', path: '/unikernels?account=*&state=running', wide: true },
  {
    name: 'unikernel',
    path: '/unikernels/emulated/website',
    wide: true,
    show: (page) => page.getByRole('img', { name: /^CPU: [0-9]/ }).waitFor({ timeout: 30_000 }),
  },
  {
    name: 'unikernel-restart',
    path: '/unikernels/emulated/website',
    show: (page) => page.getByRole('button', { name: 'Restart' }).click(),
  },
  {
    name: 'unikernel-destroy',
    path: '/unikernels/emulated/website',
    show: async (page) => {
      await page.getByRole('button', { name: 'Destroy' }).click();
      await page.getByLabel('Type website to confirm').fill('website');
    },
  },
  { name: 'unikernel-not-found', path: '/unikernels/emulated/nothing' },
  { name: 'unikernel-configuration', path: '/unikernels/emulated/website/configuration' },
  { name: 'unikernel-update', path: '/unikernels/emulated/website/update' },
  {
    name: 'deploy',
    path: '/deploy',
    wide: true,
    show: async (page) => {
      const devices = [
        { name: 'mailboxes', type: 'block' },
        { name: 'service', type: 'network' },
      ] as const;
      const image = { name: 'mail.hvt', mimeType: '', buffer: sampleImage({ devices }) };
      await page.locator('input[type=file]').setInputFiles(image);
      await page.getByRole('button', { name: 'Advanced' }).click();
    },
  },
  {
    name: 'deploy-fetch',
    path: '/deploy',
    show: (page) => page.getByRole('tab', { name: 'Fetch an image' }).click(),
  },
  { name: 'volumes', path: '/volumes', wide: true },
  { name: 'volumes-everybodys', path: '/volumes?account=*', wide: true },
  {
    name: 'volume-new',
    path: '/volumes?act=new',
    show: (page) => page.getByText('Your policy has').waitFor(),
  },
  {
    name: 'volume',
    path: '/volumes/emulated/zone-data',
    wide: true,
    show: async (page) => {
      const file = { name: 'zones.img', mimeType: '', buffer: Buffer.alloc(5_000_000, 'zone') };
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByRole('button', { name: 'Upload' }).click();
      await page.getByRole('button', { name: 'Replace' }).click();
      await page.getByText('The volume is filled').waitFor();
    },
  },
  { name: 'volume-not-found', path: '/volumes/emulated/nothing' },
  { name: 'events', path: '/events' },
  { name: 'notifications', path: '/notifications' },
  {
    name: 'channel-new',
    path: '/notifications',
    show: (page) => page.getByRole('button', { name: 'Add a channel' }).click(),
  },
  { name: 'server-notifications', path: '/administration/notifications' },
  { name: 'device', path: '/device' },
  {
    name: 'go-anywhere',
    path: '/',
    show: (page) => page.keyboard.press('Control+k'),
  },
  {
    name: 'shortcuts',
    path: '/',
    show: (page) => page.keyboard.press('?'),
  },
  { name: 'hosts', path: '/hosts', wide: true },
  { name: 'host', path: '/hosts/emulated', wide: true },
  { name: 'host-away', path: '/hosts/away', wide: true },
  {
    name: 'host-change',
    path: '/hosts/emulated',
    show: (page) => page.getByRole('button', { name: 'Change', exact: true }).click(),
  },
  { name: 'host-not-found', path: '/hosts/nowhere' },
  {
    name: 'host-add',
    path: '/hosts?act=add',
    show: (page) => page.getByRole('button', { name: 'Test and add' }).click(),
  },
  {
    name: 'host-add-ssh',
    path: '/hosts?act=add',
    show: async (page) => {
      await page.getByRole('tab', { name: 'Over SSH' }).click();
      await page.getByRole('button', { name: 'Generate a key' }).click();
      await page.getByText('Enter it on the host').waitFor();
    },
  },
  { name: 'policies', path: '/administration/policies', wide: true },
  { name: 'policies-by-account', path: '/administration/policies?by=account' },
  { name: 'policy-templates', path: '/administration/policies?by=template' },
  {
    name: 'policies-edit',
    path: '/administration/policies?host=emulated',
    show: (page) => page.getByRole('button', { name: /table/ }).click(),
  },
  {
    name: 'policy-give',
    path: '/administration/policies?act=give&host=emulated',
    show: (page) => page.getByText('are not assigned to others').first().waitFor(),
  },
  {
    name: 'tokens',
    path: '/tokens',
    wide: true,
    show: (page) => page.getByRole('button', { name: /^default/ }).click(),
  },
  {
    name: 'token-new',
    path: '/tokens?act=new',
    show: (page) => page.getByText('Deploy', { exact: true }).last().click(),
  },
  {
    name: 'token-made',
    path: '/tokens?act=new',
    once: true,
    show: async (page) => {
      await page.getByRole('textbox', { name: 'Name', exact: true }).fill('pipeline');
      await page.getByText('Deploy', { exact: true }).last().click();
      await page.getByRole('button', { name: 'Create token' }).click();
      await page.getByText('shown only once').waitFor();
    },
  },
  { name: 'account', path: '/account' },
  { name: 'trusts', path: '/account/trusts' },
  {
    name: 'trust-new',
    path: '/account/trusts',
    show: (page) => page.getByRole('button', { name: 'New trust' }).click(),
  },
  { name: 'secrets', path: '/account/secrets' },
  { name: 'own-external-credentials', path: '/account/external-credentials' },
  { name: 'activity', path: '/account/activity' },
  { name: 'reset-password', path: '/reset-password#a', viewer: 'visitor' },
  { name: 'forgot-password', path: '/forgot-password', viewer: 'visitor' },
  { name: 'verify-email', path: '/verify-email#a', viewer: 'visitor' },
  { name: 'accounts', path: '/administration/accounts' },
  {
    name: 'account-delete',
    path: '/administration/accounts',
    show: async (page) => {
      await page.getByRole('button', { name: /^More about operations-of/ }).click();
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      await page.getByText('What ends with it').waitFor();
    },
  },
  { name: 'everything', path: '/administration/everything', wide: true },
  { name: 'usage', path: '/administration/usage', wide: true },
  { name: 'external-credentials', path: '/administration/external-credentials' },
  { name: 'issuers', path: '/administration/issuers' },
  { name: 'audit', path: '/administration/audit', wide: true },
  { name: 'lost', path: '/nowhere' },
  {
    name: 'server-away',
    path: '/unikernels',
    show: async (page) => {
      await page.route('**/api/**', (route) => route.abort());
      await page.getByText('What you see is from').waitFor({ timeout: 30_000 });
    },
  },
  ...firstPages,
  {
    name: 'session-ended', // the last of the administrator's, who is signed out by it
    path: '/unikernels',
    once: true,
    show: async (page) => {
      await page.context().clearCookies();
      await page.getByText('Your session has ended').waitFor({ timeout: 30_000 });
    },
  },
];
