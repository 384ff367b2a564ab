import assert from 'node:assert/strict';
import { createPost } from '../../src/outgoing/post.ts';
import { Receiver, status } from '../audit/support/receiver.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

describe('the dashboard’s notifications', function () {
  this.timeout(90_000);
  const world = useDashboard({ post: createPost({ plainLoopback: true }) });
  const browsing = useBrowser();
  let receiver: Receiver;
  before(async () => {
    receiver = await Receiver.open();
  });
  after(() => receiver?.[Symbol.asyncDispose]());

  const open = (path: string, viewport = { width: 1440, height: 900 }) =>
    browsing.open(world().url, path, { as: world().administrator, viewport });

  it('are sent where people say, and show what became of that', async () => {
    const page = await open('/notifications');
    await page.getByText('No channels yet.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add a channel' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a channel' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('ci');
    await dialog.getByRole('textbox', { name: 'Address' }).fill('https://127.0.0.1:8443/hook');
    await dialog.getByRole('combobox', { name: 'Events' }).click();
    await page.getByRole('option', { name: 'Everything' }).click();
    await dialog.getByRole('heading', { name: 'Add a channel' }).click();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await dialog.getByText(/^whsec_/).waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    const card = page.getByRole('region', { name: 'ci' });
    await card.getByText('Webhook to https://127.0.0.1:8443, for all events').waitFor();
    await card.getByRole('button', { name: 'Send test to ci' }).click();
    await card.getByRole('button', { name: 'Deliveries of ci' }).click();
    const deliveries = card.getByRole('list', { name: 'Deliveries of ci' });
    await deliveries.getByText('127.0.0.1 is not at a public address').waitFor();
    await expectAccessible(page);
    await card.getByRole('button', { name: 'More about ci' }).click();
    await page.getByRole('menuitem', { name: 'Mute for 8 hours' }).click();
    await card.getByText('Muted', { exact: true }).waitFor();
    await card.getByRole('button', { name: 'More about ci' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    const asking = page.getByRole('dialog', { name: 'Remove the channel ci?' });
    await asking.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('No channels yet.').waitFor();
  });

  it('are muted by the link in a message, on a narrow screen as well', async () => {
    const object = 'hosts/one/unikernels/web';
    const path = `/notifications?mute=${encodeURIComponent(object)}`;
    const page = await open(path, { width: 360, height: 740 });
    const group = page.getByRole('group', { name: `Mute ${object}` });
    await group.getByRole('button', { name: '1 day' }).click();
    await page.getByRole('button', { name: `Unmute ${object}` }).waitFor();
    assert.equal(new URL(page.url()).search, '');
    await expectAccessible(page);
    await page.getByRole('button', { name: `Unmute ${object}` }).click();
    await page.getByText('Nothing is muted').waitFor();
  });

  it('ring a bell until they are seen', async () => {
    const { url, administrator } = world();
    receiver.default = status(410);
    const json = { kind: 'webhook', name: 'old', url: receiver.url, types: ['*'] };
    const { json: made } = await administrator.expect(201, url, '/channels', { json });
    const id = `${Reflect.get(Object(made), 'id')}`;
    await administrator.expect(202, url, `/channels/${id}/test`, { method: 'POST' });
    const page = await open('/notifications');
    await page.getByText('Ended', { exact: true }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Notifications: 1 new' }).click();
    const news = page.getByRole('dialog', { name: /^Notifications: / });
    await news.getByText('The channel old was switched off').waitFor();
    await expectAccessible(page);
    await news.getByRole('button', { name: 'Mark as seen' }).click();
    await news.getByText('Nothing new needs your attention.').waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Notifications: Nothing new' }).waitFor();
  });
});
