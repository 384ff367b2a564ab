import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { formOf } from '../unikernels/deploy-form.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

/** Octets of all that a first visit to the overview may load, as they come over the network. */
const firstLoadLimit = 250_000;

describe('the overview', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  before(async () => {
    const { administrator, url } = world();
    const body = formOf([
      ['config', { name: 'web', memory: 64 }],
      ['image', sampleImage()],
    ]);
    await administrator.expect(201, url, '/hosts/one/unikernels', { body });
  });

  async function open(options = {}): Promise<Page> {
    const page = await browsing.open(world().url, '/', { as: world().administrator, ...options });
    await page.getByText('web created on one').waitFor();
    return page;
  }

  it('shows hosts, use of the policy and what changed last', async () => {
    const page = await open();
    const host = page.getByRole('article').filter({ hasText: 'one' });
    await host.getByText('Online', { exact: true }).waitFor();
    const memory = host.getByRole('progressbar', { name: 'Memory' });
    assert.equal(await memory.getAttribute('aria-valuetext'), '64 MiB of 4 GiB');
    await page.getByText('Everything is well.').waitFor();
    await page.getByText('by alice').waitFor();
    await expectAccessible(page);
  });

  it('says what of it could not be asked, with another try, and not that all is well', async () => {
    const page = await open({ expected: ['refused: 503 '] });
    const answer = { status: 503, contentType: 'text/html', body: '503' };
    for (const path of ['**/api/v1/tokens', '**/api/v1/automation']) {
      await page.route(path, (route) => route.fulfill(answer));
      await page.reload();
      const part = page.getByRole('region', { name: 'Needs attention' });
      await part.getByRole('alert').waitFor();
      assert.equal(await part.getByText('Everything is well.').count(), 0);
      await page.unroute(path);
      await part.getByRole('button', { name: 'Try again' }).click();
      await part.getByText('Everything is well.').waitFor();
    }
  });

  it('says by itself that a host is degraded, and that it is well again', async function () {
    this.timeout(40_000); // the page asks every 5 seconds
    const page = await open();
    const { administrator, url, emulator } = world();
    const check = () => administrator.expect(200, url, '/hosts/one/check', { method: 'POST' });
    emulator.faults.connection = 'reset';
    await check();
    await page.getByText('Host one is degraded').waitFor({ timeout: 15_000 });
    // Neither the unikernels nor their memory are counted there.
    await page.getByText('(1 host unreachable)').nth(1).waitFor();
    await expectAccessible(page);
    emulator.faults.connection = null;
    await check();
    await page.getByText('Everything is well.').waitFor({ timeout: 15_000 });
  });

  it('can be read on a narrow screen, without scrolling sideways', async () => {
    const page = await open({ viewport: { width: 360, height: 740 } });
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    assert.equal(width, 360);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Navigation' }).click();
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('button', { name: 'Navigation', expanded: false }).waitFor();
  });

  it('shows ten of what needs attention, and the others if asked', async () => {
    const { administrator, url } = world();
    const expiresAt = new Date(Date.now() + 5 * 86_400_000).toISOString();
    const ids: string[] = [];
    for (let count = 1; count <= 12; count += 1) {
      const json = { name: `ends-${count}`, scopes: ['unikernels:read'], expiresAt };
      const made = await administrator.expect(201, url, '/tokens', { json });
      ids.push(Object(made.json).id);
    }
    const page = await open();
    const part = page.getByRole('region', { name: 'Needs attention' });
    await part.getByRole('button', { name: 'Show 2 more' }).waitFor();
    assert.equal(await part.getByRole('listitem').count(), 10);
    await part.getByRole('button', { name: 'Show 2 more' }).click();
    assert.equal(await part.getByRole('listitem').count(), 12);
    await expectAccessible(page);
    await part.getByRole('button', { name: 'Show fewer' }).click();
    assert.equal(await part.getByRole('listitem').count(), 10);
    for (const id of ids)
      await administrator.expect(204, url, `/tokens/${id}`, { method: 'DELETE' });
  });

  it('lets a keyboard skip the navigation', async () => {
    const page = await open();
    await page.getByRole('heading', { name: 'Overview' }).click();
    await page.reload();
    await page.getByText('web created on one').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate('document.activeElement.id'), 'main');
  });

  it(`loads at most ${firstLoadLimit / 1000} kB at first, in all`, async () => {
    const page = await open();
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    let octets = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      octets += encodedDataLength;
    });
    await page.reload({ waitUntil: 'networkidle' });
    await page.getByText('web created on one').waitFor();
    assert.ok(octets > 50_000, `only ${octets} octets were counted`);
    assert.ok(octets <= firstLoadLimit, `${octets} octets`);
  });
});

describe('the overview of a new server', () => {
  const world = useDashboard({ empty: true });
  const browsing = useBrowser();

  it('leads step by step, and does not call well what is not there', async () => {
    const { administrator, url, emulator } = world();
    await administrator.signUp(url);
    const page = await browsing.open(url, '/', { as: administrator });
    const steps = page.getByRole('region', { name: 'First steps' });
    await steps.getByRole('link', { name: 'Add a host' }).waitFor();
    await steps.getByText('You need a host first.').waitFor();
    await steps.getByText('You need a policy on a host first.').waitFor();
    await page.getByText('Nothing deployed yet').waitFor();
    assert.equal(await page.getByText('Everything is well').count(), 0);
    await expectAccessible(page);
    await administrator.addHost(url, 'one', emulator);
    await page.reload();
    await steps.getByText('Add a host: done').waitFor();
    const download = page.waitForEvent('download');
    await steps.getByRole('link', { name: 'hello.hvt' }).click();
    const file = await (await download).path();
    await steps.getByRole('link', { name: 'Deploy' }).click();
    await page.locator('input[type=file]').setInputFiles({
      ...{ name: 'hello.hvt', mimeType: '', buffer: await readFile(file) },
    });
    await page.getByText('It needs no devices.').waitFor();
  });
});
