import type { Page } from 'playwright-core';

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
  { name: 'lost', path: '/nowhere' },
];
