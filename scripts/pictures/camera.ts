import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Demonstration } from '../demo/prepare.ts';
import { chromiumPath } from './chromium-path.ts';
import type { PicturedPage, Viewer } from './pictured-page.ts';

const schemes = ['light', 'dark'] as const;
const sizes = [
  { name: 'narrow', width: 360, height: 740 },
  { name: 'zoomed', width: 720, height: 450 }, // the usual one at 200 %
  { name: 'usual', width: 1440, height: 900 },
  { name: 'wide', width: 2560, height: 1440 },
] as const;
/** Milliseconds that a page may take to get to where it is pictured, also where the machine has more to do. */
const patience = 180_000;

type Size = (typeof sizes)[number];

/** What pictures are taken of. */
export interface Scene {
  readonly demonstration: Demonstration;
  /** The address of a server on which nobody has signed up yet. */
  readonly emptyUrl: string;
}

/** Takes pictures of pages, in each size and scheme, into a folder. */
export class Camera {
  readonly #folder: string;
  readonly #scene: Scene;

  constructor(folder: string, scene: Scene) {
    this.#folder = folder;
    this.#scene = scene;
  }

  /** What one viewer sees is taken in the order that is given. */
  async take(pages: readonly PicturedPage[]): Promise<void> {
    if (!chromiumPath) throw new Error('pictures are taken with Chromium, which is not installed');
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    await using browser = await chromium.launch({ executablePath: chromiumPath, args });
    const viewers = new Set(pages.map(viewerOf));
    for (const viewer of viewers) {
      await using context = await this.#enter(browser, viewer);
      const seen = pages.filter((page) => viewerOf(page) === viewer);
      for (const page of seen) await this.#takeAll(context, page);
    }
  }

  async #enter(browser: Browser, viewer: Viewer): Promise<BrowserContext> {
    const { demonstration, emptyUrl } = this.#scene;
    const { url, email, password } = demonstration;
    const baseURL = viewer === 'first visitor' ? emptyUrl : url;
    const context = await browser.newContext({ baseURL, reducedMotion: 'reduce' });
    context.setDefaultTimeout(patience);
    if (viewer !== 'administrator') return context;
    const page = await context.newPage();
    await page.goto('/sign-in');
    await page.getByLabel('E-mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    await page.close();
    return context;
  }

  async #takeAll(context: BrowserContext, pictured: PicturedPage): Promise<void> {
    const { narrow = true, zoomed = false, wide = false } = pictured;
    const isWanted = { narrow, zoomed, usual: true, wide };
    const wanted = sizes.filter(({ name }) => isWanted[name]);
    if (pictured.once) {
      await using page = await context.newPage();
      await open(page, pictured, wanted[0]);
      for (const size of wanted) await this.#takeSize(page, pictured, size);
      return;
    }
    for (const size of wanted) {
      await using page = await context.newPage();
      await open(page, pictured, size);
      await this.#takeSize(page, pictured, size);
    }
  }

  async #takeSize(page: Page, { name, inWindow = false }: PicturedPage, size: Size): Promise<void> {
    await page.setViewportSize(size);
    if (!inWindow) await page.evaluate('scrollTo(0, 0)');
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      const file = join(this.#folder, `${name}-${size.name}-${colorScheme}.png`);
      await page.screenshot({ path: file, fullPage: !inWindow, animations: 'disabled' });
      process.stdout.write(`${file}\n`);
    }
  }
}

const viewerOf = ({ viewer = 'administrator' }: PicturedPage): Viewer => viewer;

async function open(page: Page, { path, show }: PicturedPage, size: Size | undefined) {
  if (size) await page.setViewportSize(size);
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  await show?.(page);
}
