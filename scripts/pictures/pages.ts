import type { Page } from 'playwright-core';
import { sampleImage } from '../../src/emulator/sample-image.ts';

/** A page to be pictured. */
export interface PicturedPage {
  /** The name of its files. */
  readonly name: string;
  readonly path: string;
  /** By default it is seen by the administrator, who is signed in. */
  readonly visitor?: boolean;
  /** Whether it is also pictured on a very wide screen. */
  readonly wide?: boolean;
  /** Gets the page to where it is to be pictured: opens a menu, fills a form. */
  readonly show?: (page: Page) => Promise<void>;
}

/** Every page, and what of it is worth a picture of its own. */
export const picturedPages: readonly PicturedPage[] = [
  { name: 'sign-in', path: '/sign-in', visitor: true },
  { name: 'sign-up', path: '/sign-up', visitor: true },
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
  { name: 'volumes', path: '/volumes', wide: true },
  {
    name: 'volume-new',
    path: '/volumes?act=new',
    show: (page) => page.getByText('of your policy here').waitFor(),
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
  { name: 'hosts', path: '/hosts', wide: true },
  { name: 'host', path: '/hosts/away', wide: true },
  {
    name: 'host-add',
    path: '/hosts?act=add',
    show: (page) => page.getByRole('button', { name: 'Ask the host' }).click(),
  },
  {
    name: 'host-add-ssh',
    path: '/hosts?act=add',
    show: async (page) => {
      await page.getByRole('tab', { name: 'Over SSH' }).click();
      await page.getByRole('button', { name: 'Make a key' }).click();
      await page.getByText('Enter it on the host').waitFor();
    },
  },
  { name: 'policies', path: '/administration/policies', wide: true },
  {
    name: 'policy-give',
    path: '/administration/policies?act=give&host=emulated',
    show: (page) => page.getByText('are not given to others').first().waitFor(),
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
  { name: 'account', path: '/account' },
  { name: 'trusts', path: '/account/trusts' },
  {
    name: 'trust-new',
    path: '/account/trusts',
    show: (page) => page.getByRole('button', { name: 'New trust' }).click(),
  },
  { name: 'own-external-credentials', path: '/account/external-credentials' },
  { name: 'activity', path: '/account/activity' },
  { name: 'reset-password', path: '/reset-password#a', visitor: true },
  { name: 'accounts', path: '/administration/accounts' },
  { name: 'external-credentials', path: '/administration/external-credentials' },
  { name: 'issuers', path: '/administration/issuers' },
  { name: 'audit', path: '/administration/audit', wide: true },
  { name: 'lost', path: '/nowhere' },
];
