import assert from 'node:assert/strict';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

const value = 'hunter2-hunter2-hunter2';

describe('the dashboard’s secrets', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  it('are added, replaced and removed, and never shown', async () => {
    const { url, administrator } = world();
    const page = await browsing.open(url, '/account/secrets', {
      as: administrator,
      expected: ['400 PUT /api/v1/secrets/DNS_KEY'],
    });
    const saved = page.getByRole('region', { name: 'Saved secrets' });
    await saved.getByText('No secrets yet.').waitFor();
    await expectAccessible(page);
    const name = page.getByRole('textbox', { name: 'Name' });
    const field = page.getByRole('textbox', { name: 'Value' });
    const add = page.getByRole('button', { name: 'Add', exact: true });
    await name.fill('dns');
    await field.fill(value);
    await add.click();
    await page.getByText('must be 1 to 64 of A to Z').waitFor();
    await name.fill('DNS_KEY');
    await field.fill('x'.repeat(4097));
    await add.click();
    await page.getByText('must have at most 4096 octets').first().waitFor();
    await field.fill(value);
    await add.click();
    await saved.getByText('DNS_KEY').waitFor();
    assert.ok(!(await page.content()).includes(value));
    await name.fill('DNS_KEY');
    await field.fill(value);
    await add.click();
    await page.getByText('already exists: replace it').waitFor();
    await saved.getByRole('button', { name: 'Replace DNS_KEY' }).click();
    await page.getByRole('heading', { name: 'Replace DNS_KEY' }).waitFor();
    await expectAccessible(page);
    await field.fill(`${value}-again`);
    await page.getByRole('button', { name: 'Replace', exact: true }).click();
    await page.getByRole('heading', { name: 'Add a secret' }).waitFor();
    const [first] = Object((await administrator.expect(200, url, '/secrets')).json).data;
    assert.ok(first.changedAt > first.createdAt);
    await saved.getByRole('button', { name: 'Remove DNS_KEY' }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove the secret DNS_KEY?' });
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await saved.getByText('No secrets yet.').waitFor();
    const { json } = await administrator.expect(200, url, '/secrets');
    assert.deepEqual(json, { data: [] });
  });
});
