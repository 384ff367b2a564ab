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
    show: (page) => page.getByRole('img', { name: /^CPU/ }).waitFor({ timeout: 30_000 }),
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
