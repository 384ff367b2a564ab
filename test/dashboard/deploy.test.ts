import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { type ChosenFile, createUnikernel, imageFile } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

const storage = { name: 'storage', type: 'block' } as const;
const service = { name: 'service', type: 'network' } as const;

describe('deploying in the browser', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-deploy-'));
    const { url, administrator } = world();
    for (const name of ['storage', 'backup']) {
      await administrator.expect(201, url, '/hosts/one/volumes', { json: { name, size: 4 } });
    }
  });

  after(() => rm(folder, { recursive: true, force: true }));

  async function largeImage(): Promise<string> {
    const path = join(folder, 'large.hvt');
    await writeFile(path, imageFile('large.hvt', [], 40_000_000).buffer);
    return path;
  }

  async function open(path = '/deploy', expected: readonly string[] = []): Promise<Page> {
    const page = await browsing.open(world().url, path, { as: world().administrator, expected });
    return page;
  }

  async function choose(page: Page, file: ChosenFile): Promise<void> {
    await page.locator('input[type=file]').setInputFiles(file);
  }

  it('asks for the devices of an image, chooses what it can, and opens the console', async () => {
    const page = await open();
    await choose(page, imageFile('Web_Shop.hvt', [storage, service]));
    await page.getByText('the block device storage and the network device service').waitFor();
    const field = (name: string) => page.getByRole('combobox', { name });
    assert.equal(await page.getByRole('textbox', { name: 'Name' }).inputValue(), 'web-shop');
    assert.equal(await field('Host').inputValue(), 'one');
    assert.equal(await field('Volume for storage').inputValue(), 'storage, 4 MiB');
    assert.equal(await field('Bridge for service').inputValue(), 'service');
    await page.getByText('room for 20 more unikernels').waitFor();
    await page.getByText('Your policy has 4 GiB left').waitFor();
    await page.getByRole('textbox', { name: 'Arguments' }).fill('--port=443');
    await page.getByRole('button', { name: 'Advanced' }).click();
    await page.getByRole('combobox', { name: 'Labels' }).fill('tier=web');
    await page.keyboard.press('Enter');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Deploy', exact: true }).click();
    await page.getByRole('heading', { name: 'web-shop' }).waitFor();
    await page.getByRole('log').getByText('arguments: --port=443').waitFor();
    const facts = page.getByRole('region', { name: 'Facts' });
    await facts.getByText('volume storage').waitFor();
    await facts.getByText('bridge service').waitFor();
    await facts.getByRole('link', { name: 'tier=web' }).waitFor();
  });

  it('is done by the keyboard alone', async () => {
    const page = await open();
    const focused = page.locator(':focus');
    const tabTo = async (name: string) => {
      for (let step = 0; step < 40; step += 1) {
        await page.keyboard.press('Tab');
        if ((await focused.textContent())?.trim() === name) return;
      }
      assert.fail(`the keyboard does not get to ${name}`);
    };
    await page.getByRole('button', { name: 'Choose a file' }).waitFor();
    // Waited for from here on: the browser is told to hand dialogs out, which takes it a moment.
    const choosing = page.waitForEvent('filechooser');
    await tabTo('Choose a file');
    await page.keyboard.press('Enter');
    const chooser = await choosing;
    await chooser.setFiles(imageFile('by-hand.hvt'));
    await page.getByText('It needs no devices.').waitFor();
    await tabTo('Advanced');
    await tabTo('Deploy');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'by-hand' }).waitFor();
  });

  it('says in which way a file is no image', async () => {
    const page = await open();
    await choose(page, { name: 'a.gz', mimeType: 'x', buffer: Buffer.from([0x1f, 0x8b, 8, 0]) });
    await page.getByRole('alert').getByText('is compressed (gzip)').waitFor();
    assert.equal(
      await page.getByRole('button', { name: 'Deploy', exact: true }).isDisabled(),
      true,
    );
    await expectAccessible(page);
  });

  it('puts what is refused at its field, and keeps what was typed', async () => {
    const page = await open('/deploy', ['400 POST', '422 POST', '409 POST']);
    await choose(page, imageFile('picky.hvt', [service]));
    await page.getByRole('textbox', { name: 'Name' }).fill('-no-label');
    await page.getByRole('button', { name: 'Advanced' }).click();
    await page.getByRole('textbox', { name: 'MAC address of service' }).fill('no address');
    await page.getByRole('button', { name: 'Deploy', exact: true }).click();
    const name = page.getByRole('textbox', { name: 'Name' });
    await page.locator('[id$=-error]').getByText('is not a valid name').waitFor();
    assert.equal(await name.getAttribute('aria-invalid'), 'true');
    await page.locator('[id$=-error]').getByText('must be a MAC address').waitFor();
    assert.equal(await name.inputValue(), '-no-label');
    await expectAccessible(page);
    await name.fill('picky');
    await page.getByRole('textbox', { name: 'MAC address of service' }).fill('');
    await page.getByRole('textbox', { name: 'Memory in MiB' }).fill('99999');
    await page.getByRole('button', { name: 'Deploy', exact: true }).click();
    await page.locator('[id$=-error]').getByText('Your policy has only').waitFor();
  });

  it('says the same as commands, which go along with the form', async () => {
    const page = await open();
    await choose(page, imageFile("it's.hvt", [service]));
    await page.getByRole('textbox', { name: 'Arguments' }).fill("--greeting=it's me");
    const curl = page.getByRole('region', { name: 'With curl' });
    await curl.getByText('--form-string').waitFor();
    const line = (await curl.textContent()) ?? '';
    assert.match(line, /-H "Authorization: Bearer \$FULMAR_TOKEN"/);
    assert.ok(line.includes(`${world().url}/api/v1/hosts/one/unikernels`), line);
    assert.ok(line.includes(String.raw`"arguments":["--greeting=it'\''s me"]`), line);
    const region = page.getByRole('region', { name: 'As a step of GitHub' });
    const step = (await region.textContent()) ?? '';
    assert.ok(step.includes(`"arguments":["--greeting=it''s me"]`), step);
    assert.ok(step.includes('token: ${' + '{ secrets.FULMAR_TOKEN }}'), step);
  });

  it('shows how far a large image is, and can be cancelled', async () => {
    const page = await open();
    await page.locator('input[type=file]').setInputFiles(await largeImage());
    const network = await page.context().newCDPSession(page);
    await network.send('Network.enable');
    await network.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: 2_000_000,
    });
    await page.getByRole('button', { name: 'Deploy', exact: true }).click();
    const bar = page.getByRole('progressbar', { name: 'Image' });
    await bar.waitFor();
    await page.getByText(/^Sent [1-9][\d.]* (K|M)iB of 38.1 MiB/).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Deploy', exact: true }).waitFor();
    assert.equal(await page.getByRole('alert').count(), 0);
    assert.equal(await page.getByRole('textbox', { name: 'Name' }).inputValue(), 'large');
    const list = await world().administrator.ask(world().url, '/unikernels');
    assert.ok(!list.text.includes('"large"'));
  });

  it('gives a running unikernel a new image, and keeps the rest', async () => {
    await createUnikernel(world(), { name: 'blog', memory: 48, arguments: ['--draft'] });
    const page = await open('/unikernels/one/blog');
    await page.getByRole('link', { name: 'Update' }).click();
    await page.getByRole('heading', { name: 'Update blog' }).waitFor();
    await choose(page, imageFile('blog-2.hvt', [service]));
    await page.getByRole('combobox', { name: 'Bridge for service' }).waitFor();
    await page.getByRole('textbox', { name: 'Arguments' }).fill('--final');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Update' }).click();
    const facts = page.getByRole('region', { name: 'Facts' });
    await facts.getByText('--final').waitFor();
    await facts.getByText('48 MiB').waitFor();
    await facts.getByText('bridge service').waitFor();
    await page.getByText(/^Deployed .* by alice/).waitFor();
    await page.locator('a[href="#deployments"]', { hasText: 'Show its steps' }).waitFor();
    const steps = page.getByRole('region', { name: 'Deployments' });
    await steps.getByText('Manifest').waitFor();
    await steps.getByText('Stays up').waitFor();
    // Before anything else: it has succeeded after 10 s.
    await page.getByRole('button', { name: 'Cancel the deployment' }).click();
    await steps.getByText('Cancelled', { exact: true }).waitFor();
    await expectAccessible(page);
  });

  it('locks deployments, says who did and why, and unlocks them', async () => {
    await createUnikernel(world(), { name: 'frozen' });
    const page = await open('/unikernels/one/frozen');
    await page.getByLabel('Reason for the lock').fill('A freeze for the holidays');
    await page.getByLabel('Lock for').selectOption('1 day');
    await page.getByRole('button', { name: 'Lock deployments' }).click();
    const note = page.getByRole('note').filter({ hasText: 'Deployments are locked' });
    await note.getByText('A freeze for the holidays').waitFor();
    await note.getByText(/Locked by alice .+ The lock ends in (23 h|1 d)/).waitFor();
    await expectAccessible(page);
    await note.getByRole('button', { name: 'Unlock deployments' }).click();
    await note.waitFor({ state: 'detached' });
    await page.getByLabel('Reason for the lock').waitFor();
  });

  it('offers to replace one by an image for another ABI, says what happens, and does it', async () => {
    await createUnikernel(world(), { name: 'moved' });
    const path = '/unikernels/one/moved/update';
    const page = await open(path, ['422']);
    await choose(page, imageFile('moved.spt', [], 0, 'spt'));
    const force = page.getByRole('checkbox', { name: 'Replace it anyway' });
    await page.getByRole('button', { name: 'Update' }).waitFor();
    assert.equal(await force.count(), 0);
    await page.getByRole('button', { name: 'Update' }).click();
    await page
      .getByRole('alert')
      .getByText(/spt, ABI 2, and the one that runs for hvt/)
      .waitFor();
    await page.getByText('The host stops what runs before it looks for a tender').waitFor();
    await force.check();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Update' }).click();
    await page
      .getByText(/^Deployed .* by alice/)
      .first()
      .waitFor();
  });

  it('asks for the host first where there are several', async () => {
    const { url, administrator } = world();
    const emulator = await startEmulator({ folder });
    await using stack = new AsyncDisposableStack();
    stack.defer(() => emulator.close());
    await administrator.addHost(url, 'two', emulator);
    const page = await open();
    await choose(page, imageFile('shop.hvt', [storage, service]));
    const field = (name: string) => page.getByRole('combobox', { name });
    await field('Volume for storage').waitFor();
    assert.equal(await page.getByText('Choose a host first.').count(), 2);
    assert.equal(await page.getByText(/No volume on the host|allows no bridge/).count(), 0);
    await field('Host').click();
    await page.getByRole('option', { name: 'two' }).click();
    await page.getByText('No volume on the host is free.').waitFor();
    assert.equal(await field('Bridge for service').inputValue(), 'service');
  });
});
