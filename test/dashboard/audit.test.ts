import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

describe('the dashboard’s audit', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  const enter = async (path: string) => {
    const page = await browsing.open(world().url, path, { as: world().administrator });
    return page;
  };

  it('shows who did what, and filters it by an address that can be handed on', async () => {
    const page = await enter('/administration/audit');
    const rows = page.getByRole('row');
    await rows.filter({ hasText: 'Add host' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('combobox', { name: 'Action' }).fill('signIn');
    await page.keyboard.press('Tab'); // which closes what it suggests
    await rows.filter({ hasText: 'Add host' }).waitFor({ state: 'detached' });
    await rows.filter({ hasText: 'Sign in' }).first().waitFor();
    await page.getByLabel('Outcome').selectOption('Failed or refused');
    await page.getByText('No matching events').waitFor();
    assert.equal(new URL(page.url()).search, '?action=signIn&outcome=failed');
    await expectAccessible(page);
    await page.reload();
    await page.getByText('No matching events').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await rows.filter({ hasText: 'Add host' }).waitFor();
    await page.getByLabel('Until').fill('2020-01-01T00:00');
    await page.getByText('No matching events').waitFor();
    await page.getByLabel('Account').selectOption('alice');
    await page.getByLabel('Until').fill('');
    await rows.filter({ hasText: 'Add host' }).waitFor();
    assert.equal(new URL(page.url()).search, '?account=alice');
  });

  it('exports what its filters let pass, as CSV and as JSON lines', async () => {
    const page = await enter('/administration/audit?action=addHost&outcome=succeeded');
    await page.getByRole('row').filter({ hasText: 'Add host' }).waitFor();
    const saved = async (button: string) => {
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: button }).click();
      const download = await downloading;
      const text = await readFile(await download.path(), 'utf8');
      return { name: download.suggestedFilename(), lines: text.trimEnd().split(/\r?\n/) };
    };
    const table = await saved('Export as CSV');
    assert.equal(table.name, 'audit.csv');
    assert.match(table.lines[0] ?? '', /^id,at,account/);
    assert.ok(table.lines.length > 1);
    assert.ok(table.lines.slice(1).every((line) => line.includes(',addHost,')));
    const objects = await saved('Export as JSON lines');
    assert.equal(objects.name, 'audit.jsonl');
    assert.equal(objects.lines.length, table.lines.length - 1);
    assert.equal(Object(JSON.parse(objects.lines[0] ?? '')).action, 'addHost');
  });

  it('is read on a narrow screen without scrolling sideways', async () => {
    const viewport = { width: 360, height: 740 };
    const page = await browsing.open(world().url, '/administration/audit', {
      as: world().administrator,
      viewport,
    });
    const events = page.getByRole('list', { name: 'Events' }).getByRole('listitem');
    await events.filter({ hasText: 'Add host' }).getByText('Succeeded').waitFor();
    const wide = `[...document.querySelectorAll('main *')]
      .filter((part) => part.getBoundingClientRect().right > innerWidth).length`;
    assert.equal(await page.evaluate(wide), 0);
    await expectAccessible(page);
  });

  it('pages to older events', async () => {
    const { administrator, url } = world();
    for (let count = 0; count < 55; count += 1) {
      await administrator.expect(200, url, '/account', {
        method: 'PATCH',
        json: { email: administrator.email, currentPassword: administrator.password },
      });
    }
    const page = await enter('/administration/audit?action=changeAccount');
    const rows = page.getByRole('row').filter({ hasText: 'Change account' });
    await rows.nth(49).waitFor();
    assert.equal(await rows.count(), 50);
    await page.getByRole('button', { name: 'Older events' }).click();
    await rows.nth(54).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Older events' }).count(), 0);
  });

  it('shows everybody what their own account did', async () => {
    const { administrator, url } = world();
    const json = { name: 'bob', email: 'bob@example.org', password: 'correct horse' };
    const { json: bob } = await administrator.expect(201, url, '/accounts', { json });
    const approving = { method: 'PATCH', json: { active: true } };
    await administrator.expect(200, url, `/accounts/${Reflect.get(Object(bob), 'id')}`, approving);
    const page = await browsing.open(url, '/account/activity', { as: json });
    const rows = page.getByRole('row');
    await rows.filter({ hasText: 'Sign up' }).waitFor();
    assert.equal(await rows.filter({ hasText: 'Add host' }).count(), 0);
    assert.equal(await page.getByLabel('Account', { exact: true }).count(), 1); // the ways only
    await expectAccessible(page);
  });
});
