import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { createSend } from '../../src/outgoing/send.ts';
import { TestIssuer } from '../identity/trusts/test-issuer.ts';
import { generousPolicy } from '../server/support/administrator.ts';
import { listening } from '../support/listening.ts';
import type { Ask } from '../support/request.ts';
import { useBrowser } from './support/browser.ts';
import { createUnikernel, imageFile } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

/** The body of the request that an act sends; null where it has none. */
async function sentBy(page: Page, method: string, act: () => Promise<void>): Promise<unknown> {
  const asked = page.waitForRequest((request) => request.method() === method);
  await act();
  const body = (await asked).postData();
  return body === null ? null : JSON.parse(body);
}

const gone = (dialog: Locator) => dialog.waitFor({ state: 'detached' });

/** 25 hours apart: whatever the hour is, they have two days of the calendar between them. */
for (const timezoneId of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
  describe(`a form of the dashboard sends only what was touched [${timezoneId}]`, () => {
    const world = useDashboard({ send: createSend({ plainLoopback: true }) });
    const browsing = useBrowser();
    const expiresAt = new Date(Date.now() + 90 * 86_400_000).toISOString();

    const enter = async (path: string) => {
      const page = await browsing.open(world().url, path, {
        as: world().administrator,
        timezoneId,
      });
      return page;
    };
    const ask = (status: number, path: string, options: Ask = {}) =>
      world().administrator.expect(status, world().url, path, options);

    it('of a trust: not when it ends', async () => {
      const issuer = await TestIssuer.start(() => new Date(), listening);
      await using cleanup = new AsyncDisposableStack();
      cleanup.defer(() => issuer.close());
      await ask(201, '/issuers', { json: { issuer: issuer.address, privateAddresses: true } });
      const rule = { claims: { repository: 'octo/web' }, scopes: ['unikernels:write'] };
      const trust = { name: 'web', issuer: issuer.address, audience: 'fulmar', expiresAt };
      await ask(201, '/trusts', { json: { ...trust, rules: [rule] } });
      const page = await enter('/account/trusts');
      await page.getByRole('button', { name: 'Edit web' }).click();
      const dialog = page.getByRole('dialog', { name: 'Edit the trust web' });
      await dialog.getByRole('button', { name: 'Save' }).click(); // nothing is sent
      await gone(dialog);
      await page.getByRole('button', { name: 'Edit web' }).click();
      await dialog.getByLabel('Name', { exact: true }).fill('site');
      const save = () => dialog.getByRole('button', { name: 'Save' }).click();
      assert.deepEqual(await sentBy(page, 'PATCH', save), { name: 'site' });
      await page.getByRole('region', { name: 'site' }).waitFor();
      const { json } = await ask(200, '/trusts');
      assert.equal(Reflect.get(Object(json), 'data')[0].expiresAt, expiresAt);
    });

    it('of a token: neither when it ends nor what it may do', async () => {
      const token = { name: 'ci', scopes: ['unikernels:write'], expiresAt, names: ['web-*'] };
      const { json } = await ask(201, '/tokens', { json: token });
      const page = await enter(`/tokens?token=${Reflect.get(Object(json), 'id')}&act=edit`);
      const dialog = page.getByRole('dialog', { name: 'Edit the token ci' });
      await dialog.getByLabel('Description').fill('for the site');
      const save = () => dialog.getByRole('button', { name: 'Save' }).click();
      assert.deepEqual(await sentBy(page, 'PATCH', save), { description: 'for the site' });
      await gone(dialog);
    });

    it('of a policy: what another administrator has changed meanwhile stays', async () => {
      const { json } = await ask(200, '/account');
      const policy = `/accounts/${Reflect.get(Object(json), 'id')}/policies/one`;
      const page = await enter('/administration/policies');
      await page.getByRole('button', { name: 'Change the policy of alice on one' }).click();
      const dialog = page.getByRole('dialog', { name: 'The policy of alice on one' });
      const memory = dialog.getByRole('textbox', { name: 'Memory in MiB' });
      await memory.waitFor();
      const now = { ...generousPolicy, unikernels: 7 };
      const read = () =>
        page.waitForResponse(async (answer) => (await answer.text()).includes('"unikernels":7'));
      const first = read();
      await ask(200, policy, { method: 'PUT', json: now });
      await first;
      await read(); // the page has taken in the first one by then
      await memory.fill('600');
      const save = () => dialog.getByRole('button', { name: 'Save' }).click();
      assert.deepEqual(await sentBy(page, 'PUT', save), { ...now, memory: 600, adopt: false });
      await gone(dialog);
    });

    it('of a host: it is asked anew, and nothing is changed', async () => {
      const page = await enter('/hosts/one');
      await page.getByRole('button', { name: 'Change', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Change one' });
      const save = () => dialog.getByRole('button', { name: 'Test and save' }).click();
      assert.deepEqual(await sentBy(page, 'PATCH', save), {});
      await gone(dialog);
    });

    it('of a restart and of an update: neither arguments nor memory', async () => {
      await createUnikernel(world(), { name: 'kept', memory: 32, arguments: ['--a=1'] });
      const page = await enter('/unikernels/one/kept');
      await page.getByRole('button', { name: 'Restart', exact: true }).click();
      const restart = () =>
        page.getByRole('dialog').getByRole('button', { name: 'Restart' }).click();
      assert.equal(await sentBy(page, 'POST', restart), null);
      await gone(page.getByRole('dialog'));
      await page.goto('/unikernels/one/kept/update');
      await page.locator('input[type=file]').setInputFiles(imageFile('kept.hvt'));
      const { url, administrator } = world();
      const body = new FormData();
      body.set('config', JSON.stringify({ memory: 40, arguments: ['--a=2'] }));
      body.set('image', new Blob([new Uint8Array(imageFile('other').buffer)]));
      const path = '/hosts/one/unikernels/kept/update';
      assert.equal((await administrator.ask(url, path, { body })).status, 200);
      await page.getByRole('button', { name: 'Update' }).click();
      await page.getByRole('heading', { name: 'kept', exact: true }).waitFor();
      const { json } = await ask(200, '/hosts/one/unikernels/kept');
      const { memory, arguments: texts } = Object(json);
      assert.deepEqual({ memory, texts }, { memory: 40, texts: ['--a=2'] });
    });
  });
}
