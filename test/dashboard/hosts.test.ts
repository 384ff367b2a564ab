import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

/** The page asks every 5 seconds; the machine may be slow. */
const byItself = { timeout: 20_000 };

describe('the pages of hosts', function () {
  this.timeout(60_000);
  const world = useDashboard();
  const browsing = useBrowser();
  const cleanup = new AsyncDisposableStack();
  let emulator: Emulator;
  /** A machine of the same CA. */
  let another: Emulator;

  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-host-'));
    cleanup.defer(() => rm(folder, { recursive: true, force: true }));
    emulator = await startEmulator({ folder });
    cleanup.defer(() => emulator.close());
    const { authority } = emulator;
    another = await startEmulator({ folder: join(folder, 'another'), authority });
    cleanup.defer(() => another.close());
    await addHost('two');
  });
  after(() => cleanup.disposeAsync());

  async function addHost(name: string): Promise<void> {
    const { address, port, authority } = emulator;
    const { certificatePem: certificate, privateKeyPem: privateKey } = authority;
    const at = { transport: 'tls', address, port, certificate, privateKey };
    const json = { name, ...at, allowDuplicate: true };
    await world().administrator.expect(201, world().url, '/hosts', { json });
  }

  async function open(path: string, expected: readonly string[] = []): Promise<Page> {
    const page = await browsing.open(world().url, path, { as: world().administrator, expected });
    return page;
  }

  const pemFile = (name: string, text: string) => ({
    name,
    mimeType: 'application/x-pem-file',
    buffer: Buffer.from(text),
  });

  const chooseFor = (page: Page, label: string, text: string) =>
    page
      .locator(`:has(> [aria-label="Choose a file: ${label}"]) input[type=file]`)
      .setInputFiles(pemFile('ca.pem', text));

  it('announce work on a host, and keep notes', async () => {
    const page = await open('/hosts/two');
    await page.getByRole('button', { name: 'Maintenance' }).click();
    const dialog = page.getByRole('dialog', { name: 'Maintenance of two' });
    await dialog.getByLabel('Reason').fill('New disks.');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Start maintenance' }).click();
    await page.getByRole('status').getByText('New disks.').waitFor();
    await page.getByRole('textbox', { name: 'Notes' }).fill('Rack 3');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' });
    await expectAccessible(page);
    await page.getByRole('button', { name: 'End maintenance' }).click();
    await page.getByText('New disks.').waitFor({ state: 'detached' });
  });

  it('show what a host has, what of it is given and used, and how it was over time', async () => {
    const page = await open('/hosts/one');
    const capacity = page.getByRole('region', { name: 'Capacity and policies' });
    await capacity
      .getByRole('progressbar', { name: 'Memory in use' })
      .waitFor({ state: 'attached' });
    await capacity
      .getByRole('progressbar', { name: 'Storage assigned' })
      .waitFor({ state: 'attached' });
    await capacity.getByRole('table', { name: 'CPUs' }).waitFor();
    const policies = capacity.getByRole('table', { name: 'Policies' });
    await policies
      .getByRole('row', { name: /of .* MiB|GiB/ })
      .first()
      .waitFor();
    await page
      .getByRole('region', { name: 'The last 7 days' })
      .getByText(/^Online for 100% of/)
      .waitFor();
    await expectAccessible(page);
  });

  it('add a host, say what is wrong beside the fields, and keep what was typed', async () => {
    const { certificatePem, privateKeyPem } = emulator.authority;
    const { port } = another;
    const refused = ['409', '422', '502'].map((status) => `${status} POST /api/v1/hosts`);
    const page = await open('/hosts', refused);
    await page.getByRole('article').filter({ hasText: 'one' }).getByText('online').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add a host' }).click();
    const add = page.getByRole('button', { name: 'Test and add' });
    await add.click();
    await page.getByText('Enter an address').waitFor();
    await page.getByText('Drop or paste the CA’s private key').waitFor();
    await expectAccessible(page);

    await page.getByRole('textbox', { name: 'Name' }).fill('three');
    await page.getByRole('textbox', { name: 'Address' }).fill('127.0.0.1');
    await page.getByRole('textbox', { name: 'Port' }).fill('1');
    await chooseFor(page, 'CA private key', certificatePem);
    await chooseFor(page, 'CA certificate', certificatePem);
    await add.click();
    await page.getByText('This is a certificate; the private key is in another file').waitFor();
    await chooseFor(page, 'CA private key', world().emulator.authority.privateKeyPem);
    await add.click();
    await page.getByText('does not match').first().waitFor();
    await chooseFor(page, 'CA certificate', `${certificatePem}${privateKeyPem}`); // fills both
    await add.click();
    await page.getByText('The host cannot be reached').waitFor();
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Port' }).fill(`${emulator.port}`);
    await add.click();
    await page.getByText('The host two is this machine already').waitFor();
    await page.getByRole('textbox', { name: 'Port' }).fill(`${port}`);
    await add.click();
    await page.getByRole('heading', { name: 'three', level: 1 }).waitFor();
    await page.getByText('None since the server started.').waitFor();
    assert.equal((await page.content()).includes('PRIVATE KEY'), false);
    await expectAccessible(page);
  });

  it('say by themselves that a host is away and why, and that it is mended', async () => {
    // Its consoles may be asked for just as it goes away.
    const page = await open('/hosts/one', ['GET /api/v1/hosts/one/consoles']);
    await page.getByText('Online', { exact: true }).waitFor();
    await world().emulator.stop();
    await page.getByText('degraded: network').waitFor(byItself);
    // Its consoles say so too, where they were asked for after that.
    await page.getByText('whether its daemon runs').first().waitFor();
    await page.getByText('ECONNREFUSED').first().waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Try again now' }).click();
    await page.getByText('It is degraded.').waitFor();
    await world().emulator.start();
    // It is tried again by the server after some seconds.
    await page.getByText('Online', { exact: true }).waitFor({ timeout: 40_000 });
  });

  it('say which part of a host is not well while its commands are', async () => {
    const { faults } = world().emulator;
    faults.add({ kind: 'silent-close' }, { command: 'console-list-inactive' });
    const page = await open('/hosts/one', ['GET /api/v1/hosts/one/consoles']);
    await page.getByText('Consoles: incompatible').waitFor(byItself);
    await page.getByText('Online', { exact: true }).waitFor();
    await page.getByText('the host closed without an answer').first().waitFor();
    await expectAccessible(page);
    faults.clear();
  });

  it('show both keys where a host has another one, and believe it when told', async () => {
    const page = await open('/hosts/two');
    await page.getByText('Online', { exact: true }).waitFor();
    const { port, authority, fingerprint } = emulator;
    await emulator.close();
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-host-'));
    cleanup.defer(() => rm(folder, { recursive: true, force: true }));
    emulator = await startEmulator({ folder, port, authority });
    await page.getByRole('button', { name: 'Check it now' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'presents a different key' });
    await alert.getByText(fingerprint).waitFor();
    await alert.getByText(emulator.fingerprint).waitFor();
    await expectAccessible(page);
    await alert.getByRole('button', { name: 'Accept the new key' }).click();
    await page.getByRole('button', { name: 'Accept it' }).click();
    await page.getByText('Online', { exact: true }).waitFor();
    await alert.waitFor({ state: 'detached' });
  });

  it('change how a host is reached, and keep the form where that fails', async () => {
    const page = await open('/hosts/two', ['502 PATCH /api/v1/hosts/two']);
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await page.getByRole('textbox', { name: 'Port' }).fill('1');
    await page.getByRole('button', { name: 'Test and save' }).click();
    await page.getByText('The host cannot be reached').waitFor();
    assert.equal(await page.getByRole('textbox', { name: 'Port' }).inputValue(), '1');
    await page.getByLabel('Replace the certificate and key').check();
    await expectAccessible(page);
    const { certificatePem, privateKeyPem } = emulator.authority;
    await page.getByRole('textbox', { name: 'Port' }).fill(`${emulator.port}`);
    await page.getByRole('textbox', { name: 'CA certificate' }).fill(certificatePem);
    await page.getByRole('textbox', { name: 'CA private key' }).fill(privateKeyPem);
    await page.getByRole('button', { name: 'Test and save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByText(`127.0.0.1:${emulator.port}`).waitFor();
  });

  it('rename a host, with what is kept of it', async () => {
    await addHost('five');
    // What the page asks by itself may reach the server right behind the new name, or the removal below.
    const gone = ['five', 'six'].map((host) => `404 GET /api/v1/hosts/${host}`);
    const overtaken = [...gone, '404 GET /api/v1/unikernels'];
    const page = await open('/hosts/five', overtaken);
    await page.getByRole('button', { name: 'Rename' }).click();
    const dialog = page.getByRole('dialog', { name: 'Rename five' });
    await dialog.getByText('Nothing is recorded about it.').waitFor();
    await dialog.getByLabel('New name').fill('six');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('heading', { name: 'six', exact: true }).waitFor();
    await world().administrator.expect(204, world().url, '/hosts/six', { method: 'DELETE' });
  });

  it('forget a host once its name is typed', async () => {
    await addHost('four');
    const page = await open('/hosts/four');
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('dialog').getByText('Nothing is recorded about it.').waitFor();
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.type('four');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Hosts' }).waitFor();
    await page.getByRole('link', { name: 'one' }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'four' }).count(), 0);
  });
});
