import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { ask } from '../support/request.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

const run = promisify(execFile);

/** What an element says, in itself or by its labels. */
interface Named {
  readonly textContent: string | null;
  readonly labels?: ArrayLike<{ readonly textContent: string | null }> | null;
}

describe('the dashboard’s tokens', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  const enter = async (path = '/tokens') => {
    const page = await browsing.open(world().url, path, { as: world().administrator });
    return page;
  };
  const make = async (body: object) => {
    const { administrator, url } = world();
    const { json } = await administrator.expect(201, url, '/tokens', { json: body });
    const text = (name: string) => `${Reflect.get(Object(json), name)}`;
    return { id: text('id'), secret: text('secret') };
  };
  const statusOf = async (secret: string) => {
    const headers = { authorization: `Bearer ${secret}` };
    return (await fetch(`${world().url}/api/v1/tokens/current`, { headers })).status;
  };
  const card = (page: Page, name: string): Locator => page.getByRole('button', { name });

  it('makes a token, and shows its secret once with lines that curl runs', async () => {
    const page = await enter();
    await page.getByRole('button', { name: 'New token' }).click();
    const dialog = page.getByRole('dialog', { name: 'New token' });
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('deploy web');
    await dialog.getByText('Deploy', { exact: true }).click();
    await dialog.getByText('This token can change unikernels').waitFor();
    await dialog.getByRole('button', { name: 'Limit it' }).click();
    await dialog.getByLabel('Names').fill('web-*');
    await dialog.getByLabel('Expires', { exact: true }).selectOption('never');
    await dialog.getByText('It never expires').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Create token' }).click();
    const made = page.getByRole('dialog', { name: 'Token deploy web created' });
    const secret = (await made.getByRole('region', { name: 'Secret' }).textContent()) ?? '';
    assert.match(secret, /^fmr_\w{49}$/);
    const line = await made.getByRole('region', { name: 'curl' }).textContent();
    const { stdout } = await run('sh', ['-c', line ?? '']);
    assert.partialDeepStrictEqual(JSON.parse(stdout), { name: 'deploy web', names: ['web-*'] });
    for (const tab of ['Volume upload', 'Kubernetes secret', 'HTTP Basic', 'Environment']) {
      await made.getByRole('tab', { name: tab }).click();
      await made.getByRole('region', { name: tab }).getByText(secret).waitFor();
    }
    await made.getByRole('tab', { name: 'GitHub Actions' }).click();
    const step = await made.getByRole('region', { name: 'GitHub Actions' }).textContent();
    assert.match(step ?? '', /secrets\.FULMAR_TOKEN/);
    assert.doesNotMatch(step ?? '', /fmr_/);
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await made.getByRole('button', { name: 'Done' }).click();
    await made.waitFor({ state: 'detached' });
    await page.getByText('from 127.0.0.1 by curl').waitFor({ timeout: 20_000 });
    const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
    for (const place of [page.url(), kept, await page.content()]) {
      assert.ok(!place.includes(secret));
    }
  });

  it('says what is wrong with a new token, and keeps what was typed', async () => {
    const page = await browsing.open(world().url, '/tokens?act=new', {
      as: world().administrator,
      expected: ['400 POST /api/v1/tokens'],
    });
    const dialog = page.getByRole('dialog', { name: 'New token' });
    await dialog.getByRole('button', { name: 'Create token' }).click();
    await dialog.getByText('Enter a name').waitFor();
    await dialog.getByText('Choose at least one permission').waitFor();
    const name = dialog.getByRole('textbox', { name: 'Name', exact: true });
    await name.fill('metrics');
    const metrics = dialog.getByRole('radiogroup', { name: 'Metrics' });
    await metrics.getByText('Read').click();
    await dialog.getByRole('button', { name: 'Limit it' }).click();
    await dialog.getByLabel('Addresses').fill('not-a-network');
    await dialog.getByRole('button', { name: 'Create token' }).click();
    await dialog.getByText('is neither an address nor a network').first().waitFor();
    assert.equal(await name.inputValue(), 'metrics');
    await expectAccessible(page);
  });

  it('changes everything about a token but its secret, by its own address', async () => {
    const { id, secret } = await make({ name: 'old name', scopes: ['admin'], hosts: ['one'] });
    const page = await enter(`/tokens?token=${id}&act=edit`);
    await page.getByText('Administrator', { exact: true }).waitFor();
    const dialog = page.getByRole('dialog', { name: 'Edit the token old name' });
    await dialog.getByText('everything an administrator can').waitFor();
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('new name');
    await dialog.getByRole('textbox', { name: 'Description' }).fill('for Prometheus');
    await dialog.getByText('Read only', { exact: true }).click();
    await dialog.getByRole('textbox', { name: 'Requests per hour' }).fill('60');
    await dialog.getByLabel('Expires', { exact: true }).selectOption('on a chosen day');
    await dialog.getByRole('button', { name: 'Last day' }).click();
    await page.getByRole('button', { name: 'Next month' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: /^15 / }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    // By any name: with the new one of the token it is no longer the old one's.
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText('for Prometheus', { exact: true }).waitFor();
    await page.getByText('60 requests per hour').waitFor();
    const { administrator, url } = world();
    const { json } = await administrator.expect(200, url, `/tokens/${id}`);
    assert.partialDeepStrictEqual(json, { name: 'new name', hosts: ['one'], hourlyLimit: 60 });
    assert.match(`${Reflect.get(Object(json), 'expiresAt')}`, /-15T/);
    assert.equal(await statusOf(secret), 200);
  });

  it('rotates a token with a time of grace, which can be ended', async () => {
    const { id, secret: old } = await make({ name: 'turning', scopes: ['hosts:read'] });
    const page = await enter(`/tokens?token=${id}`);
    await page.getByRole('button', { name: 'Rotate' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('The old secret').selectOption('works for another 7 days');
    await dialog.getByRole('button', { name: 'Rotate' }).click();
    const secret = (await dialog.getByRole('region', { name: 'Secret' }).textContent()) ?? '';
    assert.deepEqual([await statusOf(old), await statusOf(secret)], [200, 200]);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByText('The old secret still works').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'End it now' }).click();
    await page.getByText('The old secret still works').waitFor({ state: 'detached' });
    assert.deepEqual([await statusOf(old), await statusOf(secret)], [401, 200]);
  });

  it('revokes a token after asking, and marks those that end soon or have', async () => {
    const soon = new Date(Date.now() + 5 * 86_400_000).toISOString();
    const { secret } = await make({ name: 'soon over', scopes: ['hosts:read'], expiresAt: soon });
    const past = new Date(Date.now() + 300).toISOString();
    await make({ name: 'over', scopes: ['hosts:read'], expiresAt: past });
    const page = await enter();
    await card(page, 'soon over').getByText('Expires in 4 d').waitFor();
    await page.getByText(/^Expired ./).waitFor();
    await card(page, 'soon over').click();
    await page.getByRole('button', { name: 'Revoke' }).click();
    const dialog = page.getByRole('dialog', { name: 'Revoke the token soon over?' });
    await dialog.waitFor();
    await expectAccessible(page);
    assert.equal(await statusOf(secret), 200);
    await dialog.getByRole('button', { name: 'Revoke' }).click();
    await card(page, 'soon over').waitFor({ state: 'detached' });
    assert.equal(await statusOf(secret), 401);
  });

  it('says what made a token, and ends it with its maker unless it is to stay', async () => {
    const scopes = ['tokens:write', 'hosts:read'];
    const makeFamily = async (parent: string, child: string) => {
      const maker = await make({ name: parent, scopes });
      const options = { json: { name: child, scopes: ['hosts:read'] }, token: maker.secret };
      const { json } = await ask(world().url, '/api/v1/tokens', options);
      return [maker.secret, `${Object(json).secret}`] as const;
    };
    const [ending, kept] = [
      await makeFamily('first', 'its child'),
      await makeFamily('second', 'a heir'),
    ];
    const page = await enter();
    await card(page, 'its child').click();
    await page.getByText('by the token first').waitFor();
    const revoke = async (name: string, made: string, also: boolean) => {
      await card(page, name).click();
      await page.getByRole('button', { name: 'Revoke' }).click();
      const dialog = page.getByRole('dialog', { name: `Revoke the token ${name}?` });
      const checkbox = dialog.getByLabel(`Also revoke what it created: ${made}`);
      assert.ok(await checkbox.isChecked());
      await checkbox.setChecked(also);
      if (also) await expectAccessible(page);
      await dialog.getByRole('button', { name: 'Revoke' }).click();
      await card(page, name).waitFor({ state: 'detached' });
    };
    await revoke('first', 'its child', true);
    await card(page, 'its child').waitFor({ state: 'detached' });
    await revoke('second', 'a heir', false);
    assert.deepEqual(await Promise.all([...ending, ...kept].map(statusOf)), [401, 401, 401, 200]);
  });

  it('makes a token with a keyboard alone', async () => {
    const page = await enter();
    await page.getByRole('button', { name: 'New token' }).waitFor();
    const focused = page.locator(':focus');
    const tabTo = async (wanted: RegExp) => {
      for (let step = 0; step < 40; step += 1) {
        await page.keyboard.press('Tab');
        const said = await focused.evaluate(({ textContent, labels }: Named) =>
          [textContent, ...Array.from(labels ?? [], (label) => label.textContent)].join(' '),
        );
        if (wanted.test(said)) return;
      }
      assert.fail(`the keyboard does not get to ${wanted}`);
    };
    await tabTo(/^New token/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'New token' }).locator('input:focus').waitFor();
    await page.keyboard.type('by keyboard');
    await tabTo(/Read only/);
    await page.keyboard.press('Space');
    await tabTo(/^Create token/);
    await page.keyboard.press('Enter');
    const made = page.getByRole('dialog', { name: 'Token by keyboard created' });
    await made.getByRole('region', { name: 'Secret' }).waitFor();
    await tabTo(/^Done/);
    await page.keyboard.press('Enter');
    await made.waitFor({ state: 'detached' });
    await card(page, 'by keyboard').waitFor();
  });
});
