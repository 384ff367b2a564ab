import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { SlowUpload } from '../server/support/slow-upload.ts';
import { formOf } from '../unikernels/deploy-form.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

const mebibyte = 1024 * 1024;

describe('the pages of volumes', () => {
  const world = useDashboard();
  const browsing = useBrowser();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fulmar-files-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const makeVolume = (name: string, size = 4) =>
    world().administrator.expect(201, world().url, '/hosts/one/volumes', { json: { name, size } });

  async function open(path: string, expected: readonly string[] = []): Promise<Page> {
    const page = await browsing.open(world().url, path, { as: world().administrator, expected });
    return page;
  }

  /** Chooses a file with this content, and zeros up to `size` octets behind it. */
  async function choose(page: Page, name: string, content: Buffer | string, size?: number) {
    const path = join(folder, name);
    await writeFile(path, content);
    if (size) await truncate(path, size);
    await page.locator('input[type=file]').setInputFiles(path);
  }

  it('make a volume, fill it from a file and save the same content', async () => {
    const page = await open('/volumes');
    await page.getByText('No volume yet').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Create a volume' }).click();
    await page.getByText('Your policy has 4 GiB left here.').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('disk');
    await page.getByRole('textbox', { name: 'Size in MiB' }).fill('5000');
    await page.getByRole('button', { name: 'Create volume' }).click();
    await page.getByText('This is more than is left of the policy').waitFor();
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Size in MiB' }).fill('2');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'disk', level: 1 }).waitFor();

    const content = randomBytes(2 * mebibyte);
    await choose(page, 'it’s.img', content);
    await page.getByRole('button', { name: 'Upload' }).click();
    await page.getByText('The volume is filled').waitFor();
    await page.getByText(createHash('sha256').update(content).digest('hex')).waitFor();
    await page.getByText("-T 'it’s.img'").waitFor();
    await expectAccessible(page);

    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download' }).click();
    const download = await downloading;
    assert.equal(download.suggestedFilename(), 'disk.img');
    assert.deepEqual(await readFile(await download.path()), content);
    await page.getByRole('link', { name: 'Volumes', exact: true }).click();
    await page.getByRole('row', { name: 'disk one 2 MiB free' }).waitFor();
    await expectAccessible(page);
  });

  it('protect a volume, which is then neither filled nor deleted', async () => {
    await makeVolume('dear');
    const page = await open('/volumes/one/dear');
    const toggle = page.getByRole('switch', { name: 'Deletion protection' });
    await toggle.click();
    await page.getByText('It is protected. Turn the protection off to fill it.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Delete' }).isDisabled(), true);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'All volumes' }).click();
    await page.getByRole('row', { name: /dear/ }).getByText('Protected').waitFor();
    await page.getByRole('link', { name: 'dear' }).click();
    await toggle.click();
    await page.getByRole('button', { name: 'Delete', disabled: false }).click();
    await page.getByRole('textbox').fill('dear');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('link', { name: 'dear' }).waitFor({ state: 'detached' });
  });

  it('ask before content is replaced, and refuse what is too large before it is sent', async () => {
    await makeVolume('asked', 1);
    const page = await open('/volumes/one/asked');
    const upload = page.getByRole('button', { name: 'Upload' });
    await choose(page, 'large.img', 'large', mebibyte + 1);
    await page.getByText('the volume only 1 MiB').waitFor();
    assert.equal(await upload.isDisabled(), true);
    await choose(page, 'small.img', 'hello');
    await upload.click();
    const dialog = page.getByRole('dialog', { name: 'Replace the content of asked?' });
    await dialog.getByText('small.img').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Replace' }).click();
    await page.getByText('The volume is filled').waitFor();
  });

  it('say that another upload runs, and keep what was chosen', async () => {
    await makeVolume('busy', 1024);
    const { administrator, url } = world();
    const token = await administrator.makeToken(url, ['volumes:write']);
    const other = new SlowUpload({ url, token }, 'busy', 8);
    await other.send(Buffer.from('half'));
    const path = '/api/v1/hosts/one/volumes/busy/data';
    const page = await open('/volumes/one/busy', [`409 PUT ${path}`, `409 GET ${path}`]);
    await page.getByRole('button', { name: 'Download' }).click();
    await page.getByText('The volume is being changed').waitFor();
    await choose(page, 'mine.img', 'mine', 1024 * mebibyte);
    await page.getByRole('button', { name: 'Upload' }).click();
    await page.getByRole('button', { name: 'Replace' }).click();
    await page
      .getByRole('region', { name: 'Upload content' })
      .getByText('The volume is being changed')
      .waitFor();
    await page.getByText('mine.img, 1 GiB').waitFor();
    other.end(Buffer.from('half'));
    assert.equal((await other.answer).status, 200);
  });

  it('say that a failed upload is kept, and that it is over at last', async () => {
    await makeVolume('kept');
    const page = await open('/volumes/one/kept', ['502 PUT /api/v1/hosts/one/volumes/kept/data']);
    const broken = { kind: 'reset-request', afterOctets: 1000 } as const;
    const fault = world().emulator.faults.add(broken, { command: 'block-set' });
    await choose(page, 'kept.img', Buffer.alloc(mebibyte, 7));
    await page.getByRole('button', { name: 'Upload' }).click();
    await page.getByRole('button', { name: 'Replace' }).click();
    await page.getByText('The content is kept', { exact: true }).waitFor();
    await expectAccessible(page);
    fault.release();
  });

  it('show progress and end an upload', async () => {
    await makeVolume('slow', 64);
    const page = await open('/volumes/one/slow');
    const slow = { kind: 'slow-reading', octetsPerSecond: 200_000 } as const;
    const fault = world().emulator.faults.add(slow, { command: 'block-set' });
    await choose(page, 'slow.img', 'slow', 48 * mebibyte);
    await page.getByLabel('Send straight to the host').check();
    await page.getByRole('button', { name: 'Upload' }).click();
    await page.getByRole('button', { name: 'Replace' }).click();
    await page.getByText(/ of 48 MiB/).waitFor();
    await page.getByText(/B\/s, .* left/).waitFor();
    await expectAccessible(page);
    // It goes on while another page is looked at.
    await page.getByRole('link', { name: 'Volumes', exact: true }).first().click();
    await page.getByRole('row', { name: 'slow one 64 MiB Being filled' }).waitFor();
    await page.getByRole('link', { name: 'slow' }).click();
    await page.getByRole('button', { name: 'Cancel the upload' }).click();
    await page.getByText('Upload cancelled').waitFor();
    fault.release();
  });

  it('tell which unikernel holds a volume, and delete one that is free', async () => {
    await makeVolume('storage', 1);
    await makeVolume('gone', 1);
    const { administrator, url } = world();
    const body = formOf([
      ['config', { name: 'keeper', memory: 16 }],
      ['image', sampleImage({ devices: [{ name: 'storage', type: 'block' }] })],
    ]);
    await administrator.expect(201, url, '/hosts/one/unikernels', { body });
    const page = await open('/volumes/one/storage');
    await page.getByText('Not available while it is in use by keeper').waitFor();
    const remove = page.getByRole('button', { name: 'Delete' });
    assert.equal(await remove.isDisabled(), true);
    await page.getByText('To delete it, first destroy keeper.').waitFor();
    await expectAccessible(page);

    await page.goto('/volumes/one/gone');
    await remove.click();
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.type('gone');
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Volumes' }).waitFor();
    await page.getByRole('link', { name: 'storage' }).waitFor();
    await page.getByRole('link', { name: 'gone' }).waitFor({ state: 'detached' });
  });

  it('can be read on a narrow screen, without scrolling sideways', async () => {
    const viewport = { width: 360, height: 740 };
    await makeVolume('narrow', 1);
    const page = await browsing.open(world().url, '/volumes', {
      as: world().administrator,
      viewport,
    });
    await page.getByRole('link', { name: 'narrow' }).click();
    await page.getByText('From a shell').waitFor();
    assert.equal(await page.evaluate<number>('document.documentElement.scrollWidth'), 360);
    await expectAccessible(page);
  });
});
