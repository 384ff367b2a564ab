import { isDeepStrictEqual } from 'node:util';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '../../../scripts/pictures/chromium-path.ts';
import { type Expected, Faults } from './faults.ts';
import { type Credentials, Profile } from './profile.ts';

export interface Visit {
  /** Who is signed in, past the page for that; by default nobody. */
  readonly as?: Credentials;
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
  /** Those of the visits of this test. */
  readonly #used: Profile[] = [];
  /** That visits of earlier tests have left, wiped. */
  readonly #wiped: Profile[] = [];
  #browser: Browser | null = null;

  async launch(): Promise<void> {
    if (!chromiumPath) throw new Error('there is no Chromium');
    this.#browser = await chromium.launch({
      executablePath: chromiumPath,
      // Chromium reads the names of files that are chosen as its locale has them.
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      // Pages of one site share a process, which has parsed and compiled the scripts already.
      args: ['--process-per-site', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    });
  }

  /** Opens an address of the server at `url`, without any cookie but those of a session of `as`. */
  async open(url: string, path = '/', visit: Visit = {}): Promise<Page> {
    const { as, expected = [], extraHTTPHeaders = {}, ...options } = visit;
    const wanted = {
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
      baseURL: url,
      extraHTTPHeaders: { ...extraHTTPHeaders },
      ...options,
    } as const;
    const profile = (as && this.#takeWiped(wanted)) ?? (await this.#newProfile(wanted));
    this.#used.push(profile);
    const watch = (page: Page) => this.#faults.watch(page, url, expected);
    if (!as) return await profile.open(path, watch);
    await profile.signIn(as);
    const page = await profile.open(path, watch);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return page;
  }

  /** Ends the visits of a test. Throws where a page did what none may do. */
  async endVisits(): Promise<void> {
    await Promise.all(this.#used.splice(0).map((profile) => this.#end(profile)));
    this.#faults.expectNone();
  }

  async close(): Promise<void> {
    await this.#browser?.close();
  }

  #takeWiped(options: BrowserContextOptions): Profile | undefined {
    const at = this.#wiped.findIndex((each) => isDeepStrictEqual(each.options, options));
    return at < 0 ? undefined : this.#wiped.splice(at, 1)[0];
  }

  async #newProfile(options: BrowserContextOptions): Promise<Profile> {
    if (!this.#browser) throw new Error('the browser is there only while a test runs');
    return await Profile.create(this.#browser, options);
  }

  async #end(profile: Profile): Promise<void> {
    if (await profile.wipe()) this.#wiped.push(profile);
    else await profile.close();
  }
}

/**
 * A browser for all tests of the surrounding `describe`, which are skipped where there is none. A
 * test fails that leaves an error on the console, a failed request or one to another site.
 */
export function useBrowser(): Browsing {
  const browsing = new Browsing();
  before(async function () {
    if (!chromiumPath) this.skip();
    await browsing.launch();
  });
  afterEach(() => browsing.endVisits());
  after(() => browsing.close());
  return browsing;
}
