import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { signIn, useDashboard } from './support/world.ts';

const minisignKey = 'RWS4ZR3tkhqpjkr/6LBhCD46cPCyPZligeyk/JoazzALJFYvOkrZo+VX';

describe('the dashboard’s account', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  const sessions = (page: Page) => page.getByRole('button', { name: /^Close the session of/ });

  it('changes the e-mail address, and says so beside the button', async () => {
    const { url, administrator } = world();
    const page = await browsing.open(url, '/account', {
      as: administrator,
      expected: ['400 PATCH /api/v1/account'],
    });
    const address = page.getByRole('textbox', { name: 'E-mail address' });
    const save = page.getByRole('button', { name: 'Save address' });
    const password = page.getByLabel('Your password', { exact: true });
    await address.fill('alice@nowhere');
    await password.fill(administrator.password);
    await save.click();
    await page.getByText('must be an e-mail address').first().waitFor();
    assert.equal(await address.inputValue(), 'alice@nowhere');
    await expectAccessible(page);
    await address.fill('alice@example.net');
    await save.click();
    await page.getByRole('status').getByText('Address saved.').waitFor();
    await address.fill(administrator.email);
    await password.fill(administrator.password);
    await save.click();
    await page.getByRole('status').getByText('Address saved.').waitFor();
  });

  it('sets, shows and removes the key that images are signed with', async () => {
    const { url, administrator } = world();
    const page = await browsing.open(url, '/account', {
      as: administrator,
      expected: ['400 PATCH /api/v1/account'],
    });
    const key = page.getByRole('textbox', { name: 'Public key' });
    const password = page.getByLabel('Password, to change the key', { exact: true });
    const save = page.getByRole('button', { name: 'Save key' });
    await key.fill('RWno');
    await password.fill(administrator.password);
    await save.click();
    await page.getByText('must be a public key of minisign').first().waitFor();
    await key.fill(minisignKey);
    await save.click();
    await page.getByRole('status').getByText('Key saved.').waitFor();
    await expectAccessible(page);
    await page.reload();
    await page.getByText(minisignKey).waitFor();
    assert.equal(await key.inputValue(), minisignKey);
    await key.fill('');
    await password.fill(administrator.password);
    await page.getByRole('button', { name: 'Remove key' }).click();
    await page.getByRole('status').getByText('Key removed.').waitFor();
    const { json } = await administrator.expect(200, url, '/account');
    assert.equal(Object(json).signingKey, null);
  });

  it('lists sessions, and closes one, which leads that browser to signing in and back', async () => {
    const { url, administrator } = world();
    const elsewhere = await browsing.open(url, '/tokens', {
      as: administrator,
      expected: ['401 GET /api/v1/tokens'],
    });
    const page = await browsing.open(url, '/account', { as: administrator });
    await page.getByText('This session').waitFor();
    await expectAccessible(page);
    const before = await sessions(page).count();
    await page
      .getByRole('button', { name: 'Close the session of Chrome on Linux from 127.0.0.1' })
      .first()
      .click();
    await sessions(page)
      .nth(before - 1)
      .waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Close all others' }).click();
    await sessions(page).first().waitFor({ state: 'detached' });
    await elsewhere.getByRole('heading', { name: 'Sign in' }).waitFor({ timeout: 20_000 });
    await signIn(elsewhere, administrator);
    assert.equal(elsewhere.url(), `${url}/tokens`);
    await administrator.signIn(url);
  });

  it('changes the password by the current one, which closes other sessions', async () => {
    const { url, administrator } = world();
    const page = await browsing.open(url, '/account', {
      as: administrator,
      expected: ['403 PATCH /api/v1/account'],
    });
    const current = page.getByLabel('Current password', { exact: true });
    const wanted = page.getByLabel('New password', { exact: true });
    const change = page.getByRole('button', { name: 'Change password' });
    await current.fill('another one');
    await wanted.fill('short');
    await change.click();
    await page.getByText('At least 8 characters').waitFor();
    await wanted.fill(`${administrator.password}2`);
    await change.click();
    await page.getByRole('alert').getByText('current password').first().waitFor();
    await expectAccessible(page);
    await current.fill(administrator.password);
    await change.click();
    await page.getByText('Password changed. All other sessions are closed.').waitFor();
    assert.equal((await administrator.ask(url, '/account')).status, 401);
    await current.fill(`${administrator.password}2`);
    await wanted.fill(administrator.password);
    await change.click();
    await page.getByText('Password changed. All other sessions are closed.').waitFor();
    await administrator.signIn(url);
  });

  it('sets a new password by a link, which stays in no address', async () => {
    const { url, administrator } = world();
    const account = await administrator.expect(200, url, '/account');
    const path = `/accounts/${Reflect.get(Object(account.json), 'id')}/password-reset`;
    const offered = await administrator.expect(201, url, path, { json: {} });
    const link = new URL(`${Reflect.get(Object(offered.json), 'link')}`);
    const page = await browsing.open(url, link.pathname + link.hash);
    await page.getByRole('heading', { name: 'New password' }).waitFor();
    await expectAccessible(page);
    assert.equal(page.url(), `${url}/reset-password`);
    await page.getByLabel('New password', { exact: true }).fill(administrator.password);
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByText('The new password is set.').waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await signIn(page, administrator);
    await administrator.signIn(url);
  });

  it('says what to do where a link is used, or only a part of one', async () => {
    const page = await browsing.open(world().url, '/reset-password#used', {
      expected: ['401 POST /api/v1/account/password-reset'],
    });
    const password = page.getByLabel('New password', { exact: true });
    await password.fill('correct horse');
    await page.getByRole('button', { name: 'Set password' }).click();
    await page.getByRole('alert').getByText('Ask for another one').waitFor();
    assert.equal(await password.inputValue(), 'correct horse');
    await page.reload();
    await page.getByText('This link is incomplete').waitFor();
    await expectAccessible(page);
  });
});
