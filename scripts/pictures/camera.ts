import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import type { Demonstration } from '../demo/prepare.ts';
import type { PicturedPage } from './pages.ts';

const executablePath = '/usr/bin/chromium';
const schemes = ['light', 'dark'] as const;
const sizes = [
  { name: 'narrow', width: 360, height: 740 },
  { name: 'usual', width: 1440, height: 900 },
  { name: 'wide', width: 2560, height: 1440 },
];

/** Takes pictures of pages, in each size and scheme, into a folder. */
export class Camera {
  readonly #folder: string;
  readonly #demonstration: Demonstration;

  constructor(folder: string, demonstration: Demonstration) {
    this.#folder = folder;
    this.#demonstration = demonstration;
  }

  async take(pages: readonly PicturedPage[]): Promise<void> {
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    await using browser = await chromium.launch({ executablePath, args });
    for (const visitor of [true, false]) {
      await using context = await this.#enter(browser, visitor);
      const seen = pages.filter((page) => (page.visitor ?? false) === visitor);
      for (const page of seen) await this.#takeAll(context, page);
    }
  }

  async #enter(browser: Browser, visitor: boolean): Promise<BrowserContext> {
    const { url: baseURL, email, password } = this.#demonstration;
    const context = await browser.newContext({ baseURL, reducedMotion: 'reduce' });
    if (visitor) return context;
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.close();
    return context;
  }

  async #takeAll(context: BrowserContext, { name, path, wide, show }: PicturedPage) {
    for (const size of sizes.filter((each) => wide || each.name !== 'wide')) {
      await using page = await context.newPage();
      await page.setViewportSize(size);
      await page.goto(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
      await show?.(page);
      await page.evaluate('scrollTo(0, 0)');
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme });
        const file = join(this.#folder, `${name}-${size.name}-${colorScheme}.png`);
        await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
        console.log(file);
      }
    }
  }
}
