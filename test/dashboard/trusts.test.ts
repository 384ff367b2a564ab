import assert from 'node:assert/strict';
import { createSend } from '../../src/outgoing/send.ts';
import { TestIssuer } from '../identity/trusts/test-issuer.ts';
import { listening } from '../support/listening.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

describe('the dashboard’s trusts and issuers', () => {
  const world = useDashboard({ send: createSend({ plainLoopback: true }) });
  const browsing = useBrowser();
  let issuer: TestIssuer;
  before(async () => {
    issuer = await TestIssuer.start(() => new Date(), listening);
  });
  after(() => issuer.close());

  const enter = async (path: string, expected: readonly string[] = []) => {
    const page = await browsing.open(world().url, path, { as: world().administrator, expected });
    return page;
  };

  it('allows an issuer that shows its keys, and says why where one does not', async () => {
    const page = await enter('/administration/issuers', ['502 POST /api/v1/issuers']);
    await page.getByText('No issuer is allowed yet').waitFor();
    const field = page.getByRole('combobox', { name: 'Issuer' });
    const wrong = `${issuer.address}/nothing`;
    await field.fill(wrong);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('alert').getByText('The issuer').first().waitFor();
    assert.equal(await field.inputValue(), wrong);
    await expectAccessible(page);
    await field.fill(issuer.address);
    await page.getByLabel('Allow addresses in private networks').check();
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('button', { name: `Remove ${issuer.address}` }).waitFor();
    assert.equal(await field.inputValue(), '');
  });

  it('makes a trust with its rules, changes and removes it', async () => {
    const page = await enter('/account/trusts', ['400 POST /api/v1/trusts']);
    await page.getByText('No trust yet').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'New trust' }).click();
    const dialog = page.getByRole('dialog', { name: 'New trust' });
    await dialog.getByLabel('Name', { exact: true }).fill('octo/web');
    await dialog.getByRole('combobox', { name: 'Issuer' }).fill(issuer.address);
    await dialog.getByRole('button', { name: 'Create trust' }).click();
    await dialog.getByRole('alert').first().waitFor(); // a claim has no pattern yet
    await expectAccessible(page);
    await dialog.getByLabel('Pattern of claim 1').fill('octo/web');
    await dialog.getByRole('button', { name: 'Add a rule' }).click();
    const second = dialog.getByRole('group', { name: /^Rule 2/ });
    await second.getByLabel('Pattern of claim 1').fill('octo/other');
    await second.getByRole('radiogroup', { name: 'Volumes' }).getByText('Read').click();
    await second.getByLabel('Names').fill('web-*');
    await dialog.getByRole('button', { name: 'Create trust' }).click();
    const card = page.getByRole('region', { name: 'octo/web' });
    await card.getByText('repository = octo/web, ref = refs/heads/main').waitFor();
    await card.getByText('Change unikernels, and read volumes and hosts, of web-*').waitFor();
    await expectAccessible(page);
    await card.getByRole('button', { name: 'Edit octo/web' }).click();
    const editing = page.getByRole('dialog', { name: 'Edit the trust octo/web' });
    await editing.getByRole('button', { name: 'Remove rule 2' }).click();
    await editing.getByLabel('Name', { exact: true }).fill('web only');
    await editing.getByRole('button', { name: 'Save' }).click();
    const changed = page.getByRole('region', { name: 'web only' });
    await changed.waitFor();
    assert.equal(await changed.getByText('of web-*').count(), 0);
    await changed.getByRole('button', { name: 'Remove web only' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No trust yet').waitFor();
  });
});
