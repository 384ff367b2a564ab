import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { SigningKeyPair } from '../sources/minisign.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { imageFile } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

const address = '/api/v1/hosts/one/unikernels/web';
const pair = new SigningKeyPair('the key!');

describe('signed images in the browser', () => {
  const world = useDashboard();
  const browsing = useBrowser();
  const image = imageFile('web.hvt');

  before(async () => {
    const { url, administrator } = world();
    const json = { signingKey: pair.publicKey, currentPassword: administrator.password };
    await administrator.expect(200, url, '/account', { method: 'PATCH', json });
  });

  const open = (path: string) => browsing.open(world().url, path, { as: world().administrator });
  const choose = (page: Page, field: string, file: ReturnType<typeof imageFile>) =>
    page.getByRole('group', { name: field }).locator('input[type=file]').setInputFiles(file);
  const sign = (page: Page, content: Buffer) => {
    const buffer = Buffer.from(pair.sign(content));
    return choose(page, 'Signature', { ...image, name: 'web.hvt.minisig', buffer });
  };

  it('are deployed and updated with their signatures', async () => {
    const page = await open('/deploy');
    await choose(page, 'Image', image);
    await sign(page, image.buffer);
    await page.getByText('web.hvt.minisig').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Deploy', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'web' }).waitFor();
    await page.goto(`${world().url}/unikernels/one/web/update`);
    const next = imageFile('next.hvt', [], 1_000);
    await choose(page, 'Image', next);
    await sign(page, next.buffer);
    await page.getByRole('button', { name: 'Update', exact: true }).click();
    await page.waitForURL(/\/unikernels\/one\/web$/);
  });

  it('are fetched from a source with a signature', async () => {
    const source = { kind: 'release', unikernel: 'web', release: 1 };
    const origin = { kind: 'github', from: 'octo/web', version: 'v1', page: null };
    const update = { ...origin, version: 'v2', comparison: null, source };
    const known = { checkedAt: null, origin, update, limits: null, problem: null };
    const page = await open('/unikernels');
    await page.route(`**${address}/updates*`, (route) => route.fulfill({ json: known }));
    await page.goto(`${world().url}/unikernels/one/web`);
    await page.getByRole('button', { name: 'Update to it' }).click();
    const dialog = page.getByRole('dialog', { name: 'Update web?' });
    await sign(page, image.buffer);
    await expectAccessible(page);
    const answered = page.waitForResponse(
      (response) =>
        response.request().method() === 'POST' && response.url().endsWith(`${address}/deployments`),
    );
    await dialog.getByRole('button', { name: 'Update' }).click();
    await dialog.waitFor({ state: 'hidden' });
    const answer = await answered;
    assert.ok(answer.ok(), `${answer.status()}`);
    const type = (await answer.request().allHeaders())['content-type'] ?? '';
    assert.match(type, /^multipart\/form-data/);
  });

  it('may have a signature that is chosen in the form for a source', async () => {
    const page = await open('/deploy');
    await page.getByRole('tab', { name: 'Fetch an image' }).click();
    await page.getByText('Required unless the source provides a .minisig file').waitFor();
    await sign(page, image.buffer);
    const field = (name: string) => page.getByRole('combobox', { name });
    await field('Source').click();
    await page.getByRole('option', { name: 'Earlier release' }).click();
    await field('Unikernel').click();
    await page.getByRole('option', { name: 'web on one' }).click();
    await field('Release').click();
    await page.getByRole('option', { name: '1' }).first().click();
    await page.getByRole('textbox', { name: 'Name' }).fill('copied');
    await page.getByRole('button', { name: 'Fetch and deploy' }).click();
    await page.getByRole('heading', { level: 1, name: 'copied' }).waitFor();
  });
});
