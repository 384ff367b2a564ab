import { setTimeout as wait } from 'node:timers/promises';
import { useBrowser } from './support/browser.ts';
import { expectFrames } from './support/frames.ts';
import { createUnikernel, print } from './support/unikernels.ts';
import { signIn, useDashboard } from './support/world.ts';

const lines = 10_000;
const linesASecond = 1000;
/** Milliseconds, at the 95th percentile. */
const longestFrame = 50;

describe('the console of a unikernel that writes 10,000 lines, 1,000 a second', () => {
  const world = useDashboard({ emulator: { consoleInterval: 3_600_000 } });
  const browsing = useBrowser();

  /** Writes at that pace, whatever the timers do. */
  async function flood(name: string): Promise<void> {
    const start = performance.now();
    for (let written = 0; written < lines; ) {
      const due = Math.min(lines, ((performance.now() - start) / 1000) * linesASecond);
      for (; written < due; written += 1) {
        print(world(), name, `\u001b[3${written % 8}mINFO\u001b[0m [server] request ${written}.`);
      }
      await wait(10);
    }
  }

  it('follows them, and searches in them, without a long frame, and has them all', async () => {
    let attempt = 0;
    const page = await browsing.open(world().url);
    await signIn(page, world().administrator);
    await expectFrames(page, longestFrame, async () => {
      attempt += 1;
      const name = `flooding-${attempt}`;
      await createUnikernel(world(), { name });
      await page.evaluate(`history.pushState(null, '', '/unikernels/one/${name}')`);
      await page.getByRole('log').getByText('32 MB').waitFor();
      const flooding = flood(name);
      await page.getByText(/^[2-9],\d{3} lines$/).waitFor();
      const search = page.getByRole('textbox', { name: 'Search the console' });
      await search.pressSequentially('st 77', { delay: 100 });
      await flooding;
      await page.getByText(`request ${lines - 1}.`).waitFor();
      await page.getByText('10,003 lines').waitFor();
    });
  }).timeout(120_000);
});
