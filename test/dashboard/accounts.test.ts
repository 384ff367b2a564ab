import assert from 'node:assert/strict';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { generousPolicy } from '../server/support/administrator.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

const password = 'correct horse';

describe('the dashboard’s administration of accounts', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  const signUp = async (name: string) => {
    const json = { name, email: `${name}@example.org`, password };
    const { administrator, url } = world();
    const told = await administrator.expect(201, url, '/accounts', { json });
    return `${Reflect.get(Object(told.json), 'id')}`;
  };
  const approve = async (name: string) => {
    const id = await signUp(name);
    const options = { method: 'PATCH', json: { active: true } };
    await world().administrator.expect(200, world().url, `/accounts/${id}`, options);
    return id;
  };
  const enter = async (path = '/administration/accounts') => {
    const page = await browsing.open(world().url, path, { as: world().administrator });
    return page;
  };

  it('shows those that wait first, and approves one', async () => {
    await signUp('bob');
    const page = await enter();
    const waiting = page.getByRole('region', { name: 'Waiting for approval' });
    await waiting.getByText('bob@example.org').waitFor();
    await expectAccessible(page);
    await waiting.getByRole('button', { name: 'Approve bob' }).click();
    const approved = page.getByRole('region', { name: 'Approved' });
    await approved.getByText('bob@example.org').waitFor();
    await waiting.waitFor({ state: 'detached' });
  });

  it('shows an ordinary account neither administration pages nor entries', async () => {
    await approve('erin');
    const page = await browsing.open(world().url, '/administration/accounts', {
      as: { email: 'erin@example.org', password },
    });
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
    const entries = page.getByRole('navigation', { name: 'Pages' });
    await entries.getByRole('link', { name: 'Tokens' }).waitFor();
    for (const name of ['Accounts', 'Issuers', 'Audit', 'External credentials']) {
      assert.equal(await entries.getByRole('link', { name, exact: true }).count(), 0, name);
    }
    for (const path of ['external-credentials', 'issuers', 'audit']) {
      await page.goto(`/administration/${path}`);
      await page.getByRole('heading', { name: 'Page not found' }).waitFor();
    }
    for (const path of ['', '/trusts', '/secrets', '/external-credentials', '/activity']) {
      await page.goto(`/account${path}`);
      await page.getByRole('navigation', { name: 'Account' }).waitFor();
    }
  });

  it('promotes and demotes, but never the last active administrator', async () => {
    await approve('carol');
    const page = await enter();
    await page.getByRole('button', { name: 'More about alice' }).click();
    await page.getByText('The last active administrator cannot be removed.').waitFor();
    for (const name of ['Remove administrator rights', 'Suspend', 'Delete']) {
      assert.ok(await page.getByRole('menuitem', { name }).isDisabled(), name);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More about carol' }).click();
    await page.getByRole('menuitem', { name: 'Make administrator' }).click();
    const dialog = page.getByRole('dialog', { name: 'Make carol an administrator?' });
    await dialog.waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Make administrator' }).click();
    await page.getByText('Administrator', { exact: true }).nth(1).waitFor();
    await page.getByRole('button', { name: 'More about carol' }).click();
    await page.getByRole('menuitem', { name: 'Remove administrator rights' }).click();
    await page.getByRole('button', { name: 'Remove rights' }).click();
    await page.getByText('Administrator', { exact: true }).nth(1).waitFor({ state: 'detached' });
  });

  it('makes a link for a new password, and shows it once', async () => {
    await approve('frank');
    const page = await enter();
    await page.getByRole('button', { name: 'More about frank' }).click();
    await page.getByRole('menuitem', { name: 'Password reset link' }).click();
    await page.getByRole('button', { name: 'Create link' }).click();
    const link = page.getByRole('region', { name: 'Link' });
    assert.match((await link.textContent()) ?? '', /\/reset-password#[\w-]{43}$/);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Done' }).click();
    await link.waitFor({ state: 'detached' });
  });

  it('shows and revokes the tokens of somebody else', async () => {
    await approve('grace');
    const page = await enter();
    await page.getByRole('button', { name: 'More about grace' }).click();
    await page.getByRole('menuitem', { name: 'Tokens' }).click();
    const dialog = page.getByRole('dialog', { name: 'Tokens of grace' });
    await dialog.getByText('Read unikernels').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Revoke default' }).click();
    const asking = page.getByRole('dialog', { name: 'Revoke the token default of grace?' });
    await asking.getByRole('button', { name: 'Revoke' }).click();
    await dialog.getByText('The account has none.').waitFor();
  });

  it('invites somebody, with a token to deploy where that is wanted', async () => {
    const page = await enter();
    await page.getByRole('button', { name: 'Invite' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
    await dialog.getByLabel('Name').fill('judy');
    await dialog.getByLabel('E-mail address').fill('judy@example.org');
    await dialog.getByLabel('Include a token for deploying').check();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Create account' }).click();
    await page.getByRole('region', { name: 'Link' }).waitFor();
    const secret = (await page.getByRole('region', { name: 'Token' }).textContent()) ?? '';
    assert.match(secret, /fmr_\w{49}/);
    await expectAccessible(page);
    const { json } = await world().administrator.expect(200, world().url, '/accounts/judy/tokens');
    const [token] = Object(json).data;
    assert.deepEqual(token.scopes, ['unikernels:write', 'hosts:read']);
    await page.getByRole('button', { name: 'Done' }).click();
  });

  it('leads to what an account has, and has used', async () => {
    await approve('ivan');
    const page = await enter();
    await page.getByRole('link', { name: 'Resources of ivan' }).click();
    await page.getByRole('heading', { name: 'All accounts' }).waitFor();
    assert.equal(new URL(page.url()).search, '?account=ivan');
    await page.goBack();
    await page.getByRole('link', { name: 'Usage of ivan' }).click();
    await page.getByText('Nothing was recorded in this month').waitFor();
    assert.equal(await page.getByLabel('Account', { exact: true }).inputValue(), 'ivan');
  });

  it('says that a search finds nothing', async () => {
    for (const name of ['s1', 's2', 's3', 's4', 's5', 's6']) await approve(name);
    const page = await enter();
    await page.getByLabel('Search').fill('nobody at all');
    await page.getByText('No account has “nobody at all” in its name or address.').waitFor();
    await expectAccessible(page);
    await page.getByLabel('Search').fill('s3');
    await page.getByText('s3@example.org').waitFor();
  });

  it('does not say that nothing is on hosts where one does not answer', async () => {
    const { administrator, url } = world();
    const id = await approve('kate');
    const policy = { method: 'PUT', json: generousPolicy };
    await administrator.expect(200, url, `/accounts/${id}/policies/one`, policy);
    const page = await enter();
    await page.getByRole('button', { name: 'More about kate' }).click();
    world().emulator.faults.connection = 'reset';
    try {
      await page.getByRole('menuitem', { name: 'Delete' }).click();
      const dialog = page.getByRole('dialog', { name: 'Delete kate?' });
      await dialog.getByText('It has nothing on the hosts that answer.').waitFor();
      await dialog.getByText('What it has on one is unknown').waitFor();
      await dialog.getByText('its volumes are kept', { exact: false }).waitFor();
      assert.equal(await dialog.getByText('It has nothing on hosts.').count(), 0);
    } finally {
      world().emulator.faults.connection = null;
    }
  });

  it('suspends an account with a reason, and resumes it', async () => {
    await approve('dave');
    const page = await enter();
    await page.getByRole('button', { name: 'More about dave' }).click();
    await page.getByRole('menuitem', { name: 'Suspend' }).click();
    const dialog = page.getByRole('dialog', { name: 'Suspend dave?' });
    await dialog.getByText('It has no unikernels running.').waitFor();
    await dialog.getByLabel('Reason').fill('Unpaid');
    await dialog.getByRole('button', { name: 'Suspend' }).click();
    await page.getByText(/Suspended .*: Unpaid/).waitFor();
    await page.getByRole('button', { name: 'Resume dave' }).click();
    await page.getByRole('button', { name: 'Resume dave' }).waitFor({ state: 'detached' });
  });

  it('deletes an account with what it has running, and says what is left', async () => {
    const { url, administrator } = world();
    const id = await approve('harry');
    const policy = { unikernels: 2, memory: 256, storage: null, cpuids: [0], bridges: ['service'] };
    const put = { method: 'PUT', json: policy };
    await administrator.expect(200, url, `/accounts/${id}/policies/one`, put);
    const form = new FormData();
    form.set('config', JSON.stringify({ name: 'hello' }));
    form.set('image', new Blob([new Uint8Array(sampleImage({ filler: 'hello' }))]));
    const headers = { cookie: administrator.cookie, 'sec-fetch-site': 'same-origin' };
    const create = `${url}/api/v1/hosts/one/unikernels?account=harry`;
    assert.equal((await fetch(create, { method: 'POST', headers, body: form })).status, 201);
    const page = await enter();
    await page.getByRole('button', { name: 'More about harry' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete harry?' });
    await dialog.getByText('hello on one').waitFor();
    await expectAccessible(page);
    await dialog.getByLabel('Destroy its unikernels').check();
    await dialog.getByLabel('Type harry to confirm').fill('harry');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByText('hello on one: destroyed').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('harry@example.org').waitFor({ state: 'detached' });
  });
});
