import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { BehindSsh } from '../hosts/support/behind-ssh.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

describe('the pages of hosts over SSH', function () {
  this.timeout(60_000);
  const world = useDashboard();
  const browsing = useBrowser();
  let ssh: BehindSsh;

  beforeEach(async () => {
    ssh = await BehindSsh.start();
  });
  afterEach(() => ssh[Symbol.asyncDispose]());

  async function open(path: string, expected: readonly string[] = []): Promise<Page> {
    const page = await browsing.open(world().url, path, { as: world().administrator, expected });
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
    await page.getByRole('button', { name: 'Test connection' }).click();
    await page.getByText('Generate the key first').waitFor();
    await page.getByRole('button', { name: 'Generate a key' }).click();
    const line = page.getByRole('region', { name: 'Line for authorized_keys' });
    const key = /ssh-ed25519 \S+/.exec((await line.textContent()) ?? '')?.[0] ?? '';
    ssh.server.authorizedKeys = [key];
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Test connection' }).click();
    const question = page.getByRole('alert').filter({ hasText: 'Is this the host’s key?' });
    await question.getByText(ssh.server.login.hostKey.fingerprint).waitFor();
    await question.getByText('ssh_host_ed25519_key.pub').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'The key matches: add the host' }).click();
    await page.getByRole('heading', { name: 'made', level: 1 }).waitFor();
    await page.getByText('Online', { exact: true }).waitFor();
    await page.getByText('over SSH').waitFor();
    await expectAccessible(page);
  });

  it('delete a key that was made, where the host is then not added', async () => {
    const page = await open('/hosts?act=add');
    await page.getByRole('tab', { name: 'Over SSH' }).click();
    const made: string[] = [];
    const makeKey = async () => {
      const answer = page.waitForResponse(/ssh-keys$/);
      await page.getByRole('button', { name: 'Generate a key' }).click();
      made.push(Object(await (await answer).json()).id);
    };
    const deleted = async (act: () => Promise<void>, id: string | undefined) => {
      const asked = page.waitForResponse((each) => each.request().method() === 'DELETE');
      await act();
      const answer = await asked;
      assert.ok(answer.url().endsWith(`/ssh-keys/${id}`));
      assert.equal(answer.status(), 204);
    };
    await makeKey();
    await page.getByRole('combobox', { name: 'Folder of the sockets' }).fill('/tmp/other');
    await deleted(makeKey, made[0]);
    await deleted(() => page.keyboard.press('Escape'), made[1]);
  });

  it('take a key that is pasted, and say what is wrong with it', async () => {
    const { key } = ssh.server.login;
    const expected = ['409 POST /api/v1/hosts', '422 POST /api/v1/hosts'];
    const page = await open('/hosts?act=add', expected);
    await page.getByRole('tab', { name: 'Over SSH' }).click();
    await fillIn(page, 'own');
    await page.getByText('Your own').click();
    const field = page.getByRole('textbox', { name: 'Private key' });
    await field.fill('ssh-ed25519 AAAA');
    await page.getByRole('button', { name: 'Test connection' }).click();
    await page.getByText('there is no private key in OpenSSH or PEM format').first().waitFor();
    await expectAccessible(page);
    await field.fill(key.privateKey);
    await page.getByRole('button', { name: 'Test connection' }).click();
    await page.getByText('Is this the host’s key?').waitFor();
    assert.equal(await field.inputValue(), key.privateKey);
  });

  it('change what the way leads to, keep the CA that is known, and say what a key’s line lets', async () => {
    const { url, administrator } = world();
    await administrator.expect(201, url, '/hosts', { json: { ...ssh.body, name: 'moved' } });
    const page = await open('/hosts/moved', ['502 PATCH /api/v1/hosts/moved']);
    const change = page.getByRole('button', { name: 'Change', exact: true });
    const save = page.getByRole('button', { name: 'Test and save' });
    const dialog = page.getByRole('dialog');
    await change.click();
    await dialog.getByText('TLS endpoint', { exact: true }).click();
    await dialog.getByText('Change that line on the host first').waitFor();
    await save.click();
    await dialog.getByText('Drop or paste the CA’s private key').waitFor();
    const { port, certificate, privateKey } = ssh.host.endpoint;
    await dialog.getByRole('textbox', { name: 'Port of the endpoint' }).fill('1');
    await dialog.getByRole('textbox', { name: 'CA certificate' }).fill(certificate);
    await dialog.getByRole('textbox', { name: 'CA private key' }).fill(privateKey);
    await save.click();
    await dialog.getByRole('alert').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('textbox', { name: 'Port of the endpoint' }).fill(`${port}`);
    await save.click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(`the TLS endpoint on port ${port}`).waitFor();

    await change.click();
    assert.equal(await dialog.getByRole('textbox', { name: 'CA certificate' }).count(), 0);
    await dialog.getByLabel('Replace the certificate and key').waitFor();
    await dialog.getByText('albatross’s sockets').click();
    await dialog.getByRole('combobox', { name: 'Folder of the sockets' }).fill(ssh.host.folder);
    await expectAccessible(page);
    await save.click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(`the sockets in ${ssh.host.folder}`).waitFor();
  });

  it('move a host to another machine, whose key is given with its address', async () => {
    await using other = await BehindSsh.start();
    const { url, administrator } = world();
    await administrator.expect(201, url, '/hosts', { json: { ...ssh.body, name: 'carried' } });
    const { port, hostKey, key } = other.server.login;
    const page = await open('/hosts/carried', ['502 PATCH /api/v1/hosts/carried']);
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Port', exact: true }).fill(`${port}`);
    await dialog.getByRole('combobox', { name: 'Folder of the sockets' }).fill(other.host.folder);
    await dialog.getByLabel('Log in with another key').check();
    await dialog.getByText('Your own').click();
    await dialog.getByRole('textbox', { name: 'Private key' }).fill(key.privateKey);
    await dialog.getByRole('button', { name: 'Test and save' }).click();
    await dialog.getByRole('alert').waitFor(); // it is not the host that is known
    const believed = dialog.getByRole('textbox', { name: 'Pinned SSH host key' });
    await believed.fill(hostKey.fingerprint);
    await dialog.getByRole('button', { name: 'Test and save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(hostKey.fingerprint).waitFor();
  });
});
