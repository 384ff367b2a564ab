import assert from 'node:assert/strict';
import type { Page, Request } from 'playwright-core';
import { useBrowser } from './support/browser.ts';
import { createUnikernel, print } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

/** A browser has six connections over HTTP/1.1; each of these pages follows a console and figures. */
const count = 7;
/** Some turns, on a machine that is slow. */
const inItsTurn = { timeout: 90_000 };

const isStream = (request: Request) => /\/(events|console|stats)$/.test(request.url());

/** Counts the streams that a page holds; gives the most that it held at a time. */
function countStreams(page: Page): () => number {
  const open = new Set<Request>();
  let max = 0;
  page.on('request', (request) => {
    if (isStream(request)) max = Math.max(max, open.add(request).size);
  });
  const end = (request: Request) => open.delete(request);
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  return () => max;
}

describe('the dashboard, on many pages of one browser', function () {
  this.timeout(240_000);
  const world = useDashboard({ emulator: { statsInterval: 500 } });
  const browsing = useBrowser();

  it('loads each of them, and each goes on over HTTP/1.1', async () => {
    const { url, administrator } = world();
    await createUnikernel(world(), { name: 'steady', memory: 32 });
    const first = await browsing.open(url, '/unikernels/one/steady', { as: administrator });
    const pages: Page[] = [first];
    const maxima: (() => number)[] = [];
    while (pages.length < count) {
      const page = await first.context().newPage();
      maxima.push(countStreams(page));
      await page.goto('/unikernels/one/steady');
      await page.getByRole('region', { name: 'Facts' }).getByText('32 MiB').waitFor();
      pages.push(page);
    }
    print(world(), 'steady', 'seen by all');
    for (const page of pages) {
      await page.getByRole('log').getByText('seen by all').waitFor(inItsTurn);
      await page.getByRole('img', { name: /^Memory: \d+ MiB in use/ }).waitFor(inItsTurn);
    }
    assert.deepEqual(
      maxima.map((max) => max()),
      maxima.map(() => 1),
    );
  });
});
