import { sampleImage } from '../../src/emulator/sample-image.ts';
import { dialogs } from './dialogs.ts';
import { firstPages } from './first-pages.ts';
import { longName } from './furnish.ts';
import type { PicturedPage } from './pictured-page.ts';
import { sessionEnded, trouble } from './trouble.ts';

/** Every page, and what of it is worth a picture of its own. */
export const picturedPages: readonly PicturedPage[] = [
  { name: 'sign-in', path: '/sign-in', viewer: 'visitor' },
  { name: 'sign-up', path: '/sign-up', viewer: 'visitor' },
  { name: 'docs', path: '/docs', viewer: 'visitor' },
  { name: 'docs-tokens', path: '/docs/tokens', viewer: 'visitor' },
  { name: 'docs-configuration', path: '/docs/configuration', viewer: 'visitor', zoomed: true },
  {
    name: 'docs-api',
    path: '/docs/api',
    viewer: 'visitor',
    inWindow: true,
    show: (page) => page.locator('.opblock-summary').first().click(),
  },
  { name: 'overview', path: '/', wide: true, zoomed: true },
  { name: 'unikernels', path: '/unikernels', wide: true, zoomed: true },
  { name: 'unikernels-everybodys', path: '/unikernels?account=*&state=running', wide: true },
  {
    name: 'unikernel',
    path: '/unikernels/emulated/website',
    wide: true,
    zoomed: true,
    show: (page) => page.getByRole('img', { name: /^CPU: [0-9]/ }).waitFor(),
  },
  { name: 'unikernel-long-name', path: `/unikernels/emulated/${longName}` },
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
  { name: 'server-notifications', path: '/administration/notifications' },
  { name: 'device', path: '/device' },
  { name: 'hosts', path: '/hosts', wide: true },
  { name: 'host', path: '/hosts/emulated', wide: true, zoomed: true },
  { name: 'host-away', path: '/hosts/away', wide: true },
  { name: 'host-long-name', path: `/hosts/${longName}` },
  { name: 'host-not-found', path: '/hosts/nowhere' },
  { name: 'policies', path: '/administration/policies', wide: true, zoomed: true },
  { name: 'policies-by-account', path: '/administration/policies?by=account' },
  { name: 'policy-templates', path: '/administration/policies?by=template' },
  {
    name: 'policies-edit',
    path: '/administration/policies?host=emulated',
    show: (page) => page.getByRole('button', { name: /table/ }).click(),
  },
  {
    name: 'tokens',
    path: '/tokens',
    wide: true,
    show: (page) => page.getByRole('button', { name: /^default/ }).click(),
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
  { name: 'secrets', path: '/account/secrets' },
  { name: 'own-external-credentials', path: '/account/external-credentials' },
  { name: 'activity', path: '/account/activity' },
  { name: 'reset-password', path: '/reset-password#a', viewer: 'visitor' },
  { name: 'forgot-password', path: '/forgot-password', viewer: 'visitor' },
  { name: 'verify-email', path: '/verify-email#a', viewer: 'visitor' },
  { name: 'accounts', path: '/administration/accounts' },
  { name: 'everything', path: '/administration/everything', wide: true, zoomed: true },
  { name: 'usage', path: '/administration/usage', wide: true },
  { name: 'external-credentials', path: '/administration/external-credentials' },
  { name: 'issuers', path: '/administration/issuers' },
  { name: 'audit', path: '/administration/audit', wide: true, zoomed: true },
  { name: 'lost', path: '/nowhere' },
  ...dialogs,
  ...trouble,
  ...firstPages,
  sessionEnded,
];
