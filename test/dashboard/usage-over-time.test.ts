import assert from 'node:assert/strict';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { fillMetrics } from './support/fill-metrics.ts';
import { createUnikernel, print } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

/** How far the mark of an error is from where any other mark would be, in pixels. */
const errorsAside = `(() => {
  const mark = document.querySelector('button[aria-label^="Events of"]');
  const middle = () => {
    const { top, bottom, left, right } = mark.getBoundingClientRect();
    return [(left + right) / 2, (top + bottom) / 2];
  };
  const before = mark.dataset.severity;
  mark.dataset.severity = 'info';
  const [x, y] = middle();
  mark.dataset.severity = 'error';
  const moved = middle().map((at, index) => Math.round(at - [x, y][index]));
  mark.dataset.severity = before;
  return moved;
})()`;

describe('what a unikernel used, in the browser', function () {
  this.timeout(120_000);
  const world = useDashboard({ emulator: { consoleInterval: 3_600_000, statsInterval: 1_000 } });
  const browsing = useBrowser();

  before(async () => {
    await createUnikernel(world(), { name: 'web', memory: 64 });
    print(world(), 'web', 'well begun');
    const { server, folder } = world();
    await server.close();
    await fillMetrics(folder, 'web', { fromHoursAgo: 9, toHoursAgo: 8 });
    await server.start();
  });

  const open = async (visit = {}) => {
    const page = await browsing.open(world().url, '/unikernels/one/web', {
      as: world().administrator,
      ...visit,
    });
    return { page, usage: page.getByRole('region', { name: 'Usage' }) };
  };

  it('is drawn for an hour, for 24 and for 14 days, with its ceilings and gaps', async () => {
    const { page, usage } = await open();
    await usage
      .getByRole('img', { name: /^CPU: .* of its CPU; at most .* in 1 h; no more/ })
      .waitFor();
    await usage.getByText('At most 64 MiB assigned').waitFor();
    await usage.getByText('24 h', { exact: true }).click();
    const day = usage.getByRole('img', { name: /^Memory: .* in 1 d; no more than 64 MiB/ });
    await day.waitFor();
    const line = await day.locator('path[data-series="0"]').getAttribute('d');
    assert.equal(line?.match(/M/g)?.length, 2, 'there is one gap');
    await usage.getByText('14 days', { exact: true }).click();
    await usage.getByRole('img', { name: /^CPU: .* in 14 d/ }).waitFor();
    await expectAccessible(page);
  });

  it('leads from what has happened to the lines of that time', async () => {
    const { page, usage } = await open();
    const mark = usage.getByRole('button', { name: /^Events of / }).first();
    await mark.waitFor();
    assert.deepEqual(await page.evaluate(errorsAside), [0, 0], 'all marks are at one height');
    await mark.click();
    const moment = page.getByRole('region', { name: 'Moment' });
    await moment.getByRole('list', { name: 'Events around it' }).waitFor();
    await moment
      .getByRole('region', { name: 'Console at that time' })
      .getByText('well begun')
      .waitFor();
    await usage.getByRole('slider', { name: 'Moment' }).press('Home');
    await moment.getByText(/^CPU .* %/).waitFor();
    await expectAccessible(page);
    await moment.getByRole('button', { name: 'Close' }).click();
    await moment.waitFor({ state: 'detached' });
  });

  it('is kept no more where an administrator switches that off, which the page says', async () => {
    const { page } = await open();
    const events = page.getByRole('list', { name: 'Recent events' });
    await events
      .getByText(/web on one/)
      .first()
      .waitFor();
    await page.goto(`${world().url}/hosts/one`);
    await page.getByRole('list', { name: 'Recent events' }).getByText(/web/).first().waitFor();
    await page.getByRole('switch', { name: 'Keep what its unikernels use' }).click();
    await page
      .getByRole('switch', { name: 'Keep what its unikernels use', checked: false })
      .waitFor();
    await page.goto(`${world().url}/unikernels/one/web`);
    await page.getByText('An administrator has turned off').waitFor({ timeout: 60_000 });
    await expectAccessible(page);
  });
});
