import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { BehindSsh } from '../hosts/support/behind-ssh.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { signIn, useDashboard } from './support/world.ts';

describe('the pages of hosts over SSH', function () {
  this.timeout(60_000);
  const world = useDashboard();
  const browsing = useBrowser();
  let ssh: BehindSsh;

  before(async () => {
    ssh = await BehindSsh.start();
  });
  after(() => ssh[Symbol.asyncDispose]());

  async function open(path: string, expected: readonly string[] = []): Promise<Page> {
    const page = await browsing.open(world().url, path, { expected });
    await signIn(page, world().administrator);
    return page;
  }

  async function fillIn(page: Page, name: string): Promise<void> {
    const { address, port, user } = ssh.server.login;
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('textbox', { name: 'Address' }).fill(address);
    await page.getByRole('textbox', { name: 'Port' }).fill(`${port}`);
    await page.getByRole('textbox', { name: 'User' }).fill(user);
    await page.getByRole('combobox', { name: 'Folder of the sockets' }).fill(ssh.host.folder);
  }

  it('make a key, show the line for it, and have the host’s key confirmed', async () => {
    const page = await open('/hosts?act=add', ['409 POST /api/v1/hosts']);
    await page.getByRole('tab', { name: 'Over SSH' }).click();
    await fillIn(page, 'made');
    await page.getByRole('button', { name: 'Ask the host' }).click();
    await page.getByText('Make the key first').waitFor();
    await page.getByRole('button', { name: 'Make a key' }).click();
    const line = page.getByRole('region', { name: 'Line for authorized_keys' });
    const key = /ssh-ed25519 \S+/.exec((await line.textContent()) ?? '')?.[0] ?? '';
    ssh.server.authorizedKeys = [key];
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Ask the host' }).click();
    const question = page.getByRole('alert').filter({ hasText: 'Is this the host’s own key?' });
    await question.getByText(ssh.server.login.hostKey.fingerprint).waitFor();
    await question.getByText('ssh_host_ed25519_key.pub').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'It is: add the host' }).click();
    await page.getByRole('heading', { name: 'made', level: 1 }).waitFor();
    await page.getByText('Online', { exact: true }).waitFor();
    await page.getByText('over SSH').waitFor();
    await expectAccessible(page);
  });

  it('take a key that is pasted, and say what is wrong with it', async () => {
    const { key } = ssh.server.login;
    const expected = ['409 POST /api/v1/hosts', '422 POST /api/v1/hosts'];
    const page = await open('/hosts?act=add', expected);
    await page.getByRole('tab', { name: 'Over SSH' }).click();
    await fillIn(page, 'own');
    await page.getByText('One of yours').click();
    const field = page.getByRole('textbox', { name: 'Private key' });
    await field.fill('ssh-ed25519 AAAA');
    await page.getByRole('button', { name: 'Ask the host' }).click();
    await page.getByText('there is no private key in OpenSSH or PEM format').first().waitFor();
    await expectAccessible(page);
    await field.fill(key.privateKey);
    await page.getByRole('button', { name: 'Ask the host' }).click();
    await page.getByText('Is this the host’s own key?').waitFor();
    assert.equal(await field.inputValue(), key.privateKey);
  });
});
