import type { Page } from 'playwright-core';
import type { PicturedPage } from './pictured-page.ts';

/** Presses a button of the page, and then one of a menu that it may have opened. */
const press =
  (...names: readonly (string | RegExp)[]) =>
  async (page: Page) => {
    for (const name of names) {
      const exact = typeof name === 'string';
      const button = page.getByRole('button', { name, exact });
      await button.or(page.getByRole('menuitem', { name, exact })).first().click();
    }
  };

const website = '/unikernels/emulated/website';
const accounts = '/administration/accounts';
const policies = '/administration/policies?host=emulated';
const organisation = /^More about operations-of/;

type Shown = Omit<PicturedPage, 'zoomed' | 'inWindow' | 'once'>;

const shown: readonly Shown[] = [
  { name: 'unikernel-restart', path: website, show: press('Restart') },
  { name: 'unikernel-move', path: website, show: press('Move') },
  { name: 'unikernel-check', path: website, show: press('Add a check') },
  { name: 'unikernel-compare', path: website, show: press('Compare release 1') },
  { name: 'unikernel-rollback', path: website, show: press('Roll back') },
  {
    name: 'unikernel-destroy',
    path: website,
    show: async (page) => {
      await press('Destroy')(page);
      await page.getByLabel('Type website to confirm').fill('website');
    },
  },
  {
    name: 'unikernels-destroy',
    path: '/unikernels',
    narrow: false,
    show: async (page) => {
      await page.getByLabel('Select all').check();
      await press('Destroy')(page);
    },
  },
  { name: 'unikernels-columns', path: '/unikernels', narrow: false, show: press('Columns') },
  { name: 'host-rename', path: '/hosts/emulated', show: press('Rename') },
  { name: 'host-maintenance', path: '/hosts/emulated', show: press('Maintenance') },
  { name: 'host-remove', path: '/hosts/emulated', show: press('Remove') },
  { name: 'host-change', path: '/hosts/emulated', show: press('Change') },
  { name: 'host-add', path: '/hosts?act=add', show: press('Test and add') },
  {
    name: 'host-add-ssh',
    path: '/hosts?act=add',
    show: async (page) => {
      await page.getByRole('tab', { name: 'Over SSH' }).click();
      await press('Generate a key')(page);
      await page.getByText('Enter it on the host').waitFor();
    },
  },
  { name: 'policy-change', path: policies, show: press(/^Change the policy of demo/) },
  { name: 'policy-copy', path: policies, show: press(/^Copy the policy of demo/) },
  { name: 'policy-remove', path: policies, show: press(/^Remove the policy of demo/) },
  {
    name: 'policy-give',
    path: `${policies}&act=give`,
    show: (page) => page.getByText('are not assigned to others').first().waitFor(),
  },
  {
    name: 'policy-template-new',
    path: '/administration/policies?by=template',
    show: press('New template'),
  },
  {
    name: 'token-new',
    path: '/tokens?act=new',
    show: (page) => page.getByText('Deploy', { exact: true }).last().click(),
  },
  { name: 'token-edit', path: '/tokens', show: press(/^website-pipeline/, 'Edit') },
  { name: 'token-rotate', path: '/tokens', show: press(/^website-pipeline/, 'Rotate') },
  { name: 'token-revoke', path: '/tokens', show: press(/^website-pipeline/, 'Revoke') },
  { name: 'trust-new', path: '/account/trusts', show: press('New trust') },
  { name: 'account-more', path: accounts, show: press(organisation) },
  { name: 'account-tokens', path: accounts, show: press(organisation, 'Tokens') },
  { name: 'account-invite', path: accounts, show: press('Invite') },
  { name: 'account-suspend', path: accounts, show: press(organisation, 'Suspend') },
  {
    name: 'account-delete',
    path: accounts,
    show: async (page) => {
      await press(organisation, 'Delete')(page);
      await page.getByText('Deleted with it').waitFor();
    },
  },
  { name: 'channel-new', path: '/notifications', show: press('Add a channel') },
  { name: 'channel-more', path: '/notifications', show: press('More about Chat of the operators') },
  {
    name: 'volume-new',
    path: '/volumes?act=new',
    show: async (page) => {
      await page.getByRole('combobox', { name: 'Host' }).click();
      await page.getByRole('option', { name: 'emulated' }).click();
      await page.getByText('Your policy has').waitFor();
    },
  },
  { name: 'volume-delete', path: '/volumes/emulated/mailboxes', show: press('Delete') },
  { name: 'bell', path: '/', show: press(/^Notifications: /) },
  { name: 'account-menu', path: '/', show: press('demo') },
  { name: 'go-anywhere', path: '/', show: (page) => page.keyboard.press('Control+k') },
  { name: 'shortcuts', path: '/', show: (page) => page.keyboard.press('?') },
];

/** Dialogs and menus, each as far as the window shows it, which is little at a zoom of 200 %. */
export const dialogs: readonly PicturedPage[] = shown.map((each) => ({
  ...each,
  zoomed: each.narrow !== false,
  inWindow: true,
  once: true,
}));
