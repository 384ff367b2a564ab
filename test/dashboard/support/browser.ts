import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { type Expected, Faults } from './faults.ts';

/** Debian's Chromium; the one without windows takes half the processor time. */
const executablePath = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync);
const patience = 20_000;

export interface Visit {
  /** Default 1280 by 800. */
  readonly viewport?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
  /** As the IANA names it, `Pacific/Auckland`; by default the machine’s. */
  readonly timezoneId?: string;
  readonly extraHTTPHeaders?: Readonly<Record<string, string>>;
  readonly expected?: Expected;
}

/** A Chromium for the tests of one file: each visit is a person of its own. */
export class Browsing {
  readonly #faults = new Faults();
  readonly #contexts: BrowserContext[] = [];
  #browser: Browser | null = null;

  async launch(): Promise<void> {
    if (!executablePath) throw new Error('there is no Chromium');
    this.#browser = await chromium.launch({
      executablePath,
      // Chromium reads the names of files that are chosen as its locale has them.
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
  }

  /** Opens an address of the server at `url` in a fresh context, without any cookie. */
  async open(url: string, path = '/', visit: Visit = {}): Promise<Page> {
    if (!this.#browser) throw new Error('the browser is there only while a test runs');
    const { expected = [], extraHTTPHeaders = {}, ...options } = visit;
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      baseURL: url,
      extraHTTPHeaders: { ...extraHTTPHeaders },
      ...options,
    });
    this.#contexts.push(context);
    context.setDefaultTimeout(patience);
    context.on('page', (page) => this.#faults.watch(page, url, expected));
    const page = await context.newPage();
    await page.goto(path);
    return page;
  }

  /** Ends the visits of a test. Throws where a page did what none may do. */
  async endVisits(): Promise<void> {
    await Promise.all(this.#contexts.splice(0).map((context) => context.close()));
    this.#faults.expectNone();
  }

  async close(): Promise<void> {
    await this.#browser?.close();
  }
}

/**
 * A browser for all tests of the surrounding `describe`, which are skipped where there is none. A
 * test fails that leaves an error on the console, a failed request or one to another site.
 */
export function useBrowser(): Browsing {
  const browsing = new Browsing();
  before(async function () {
    if (!executablePath) this.skip();
    await browsing.launch();
  });
  afterEach(() => browsing.endVisits());
  after(() => browsing.close());
  return browsing;
}
