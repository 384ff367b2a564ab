import assert from 'node:assert/strict';
import { ask } from '../support/request.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

describe('the page that lets a program in', function () {
  this.timeout(120_000);
  const world = useDashboard();
  const browsing = useBrowser();

  const start = async () => {
    const json = { client: 'fulmar on web', scopes: ['unikernels:write', 'hosts:read'] };
    const { json: started } = await ask(`${world().url}/api/v1`, '/device_authorization', { json });
    return Object(started);
  };

  for (const [button, words, viewport] of [
    ['Allow', /Allowed. The program continues/, { width: 1440, height: 900 }],
    ['Refuse', /Denied. The program gets no token/, { width: 360, height: 740 }],
  ] as const) {
    it(`shows what it asks for, and takes the answer [${button}]`, async () => {
      const { url, administrator } = world();
      const { user_code: code, device_code } = await start();
      const path = `/device?code=${code}`;
      const page = await browsing.open(url, path, { as: administrator, viewport });
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByText('fulmar on web').waitFor();
      await page.getByText('unikernels:write').waitFor();
      await expectAccessible(page);
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('status').filter({ hasText: words }).waitFor();
      const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
      const told = await ask(`${url}/api/v1`, '/token', { json: { grant_type, device_code } });
      assert.equal(told.status, button === 'Allow' ? 200 : 400, told.text);
    });
  }
});
