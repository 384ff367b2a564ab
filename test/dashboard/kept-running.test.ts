import { setTimeout } from 'node:timers/promises';
import { parseName } from '../../src/albatross/names.ts';
import { until } from '../server/support/until.ts';
import { formOf, imageWith } from '../unikernels/deploy-form.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

/** The page asks every 5 seconds; the machine may be slow. */
const byItself = { timeout: 20_000 };

describe('the pages of what Fulmar does by itself', function () {
  this.timeout(120_000);
  const world = useDashboard();
  const browsing = useBrowser();

  async function open(path: string) {
    const page = await browsing.open(world().url, path, { as: world().administrator });
    return page;
  }

  const expect = (status: number, path: string, options = {}) =>
    world().administrator.expect(status, world().url, path, options);

  before(async () => {
    const body = formOf([
      ['config', { name: 'hello' }],
      ['image', imageWith()],
    ]);
    await expect(201, '/hosts/one/unikernels', { body });
  });

  it('say that it is paused, and resume it', async () => {
    await expect(200, '/automation', { json: { paused: true } });
    const page = await open('/hosts');
    const notice = page.getByRole('status').filter({ hasText: 'Automation is paused' });
    await notice.getByText('alice paused it.').waitFor();
    await page.getByRole('link', { name: 'Overview' }).click();
    await page.getByRole('link', { name: 'Automation is paused' }).click();
    await expectAccessible(page);
    await notice.getByRole('button', { name: 'Resume' }).click();
    await notice.waitFor({ state: 'detached' });
  });

  it('have a unikernel kept running, or no longer', async () => {
    const page = await open('/unikernels/one/hello');
    const toggle = page.getByRole('switch', { name: 'Keep running' });
    await toggle.click();
    await until(async () => (await expect(200, hello)).text.includes('"enabled":true'));
    await expectAccessible(page);
    await toggle.click();
    await until(async () => (await expect(200, hello)).text.includes('"enabled":false'));
  });

  it('start what a host has lost once that is confirmed', async () => {
    const page = await open('/hosts/one');
    await page.getByRole('button', { name: 'Start missing unikernels' }).click();
    await page.getByText('Nothing is missing.').waitFor();
    const { emulator } = world();
    await until(async () => !(await expect(200, hello)).text.includes('"seenAt":null'));
    await emulator.stop();
    await until(async () => (await expect(200, hello)).text.includes('"state":"unknown"'));
    emulator.host.unikernels.destroy(parseName('alice:hello'));
    await setTimeout(1_500); // a list that was read before is handed out for a second
    await emulator.start();
    await expect(200, '/hosts/one/check', { method: 'POST' });
    await until(async () => (await expect(200, hello)).text.includes('"state":"missing"'));
    const missing = { method: 'POST' };
    await until(async () =>
      (await expect(200, '/hosts/one/recover?dryRun=true', missing)).text.includes('hello'),
    );
    await page.getByText('Online', { exact: true }).waitFor(byItself);
    await page.getByRole('button', { name: 'Start missing unikernels' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('alice: hello').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Start' }).click();
    await page.getByText('alice: hello: started').waitFor();
    await until(async () => (await expect(200, hello)).text.includes('"running":true'));
  });
});

const hello = '/hosts/one/unikernels/hello';
