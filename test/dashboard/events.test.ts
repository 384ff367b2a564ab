import assert from 'node:assert/strict';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

describe('the dashboard’s events', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  const revoke = async (name: string) => {
    const { url, administrator } = world();
    const json = { name, scopes: ['events:read'] };
    const { json: made } = await administrator.expect(201, url, '/tokens', { json });
    const id = `${Reflect.get(Object(made), 'id')}`;
    await administrator.expect(204, url, `/tokens/${id}`, { method: 'DELETE' });
  };

  const open = (path: string, viewport = { width: 1440, height: 900 }) =>
    browsing.open(world().url, path, { as: world().administrator, viewport });

  it('come while the page is open, and by a filter in the address', async () => {
    await revoke('first');
    const page = await open('/events');
    const events = page.getByRole('list', { name: 'Events' }).getByRole('listitem');
    await events.filter({ hasText: 'The token first was revoked.' }).waitFor();
    await expectAccessible(page);
    await revoke('second');
    await events.filter({ hasText: 'The token second was revoked.' }).waitFor();
    await page.getByLabel('About').selectOption('Volumes');
    await page.getByText('No matching events').waitFor();
    assert.equal(new URL(page.url()).search, '?type=volume.');
    await expectAccessible(page);
    await page.getByLabel('Severity').selectOption('Errors');
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await events.filter({ hasText: 'first' }).waitFor();
    assert.equal(new URL(page.url()).search, '');
  });

  it('are read on a narrow screen without scrolling sideways', async () => {
    await revoke('narrow');
    const page = await open('/events', { width: 360, height: 740 });
    await page.getByText('The token narrow was revoked.').waitFor();
    const wide = `[...document.querySelectorAll('main *')]
      .filter((part) => part.getBoundingClientRect().right > innerWidth).length`;
    assert.equal(await page.evaluate(wide), 0);
    await expectAccessible(page);
  });
});
