import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

const patience = 20_000;

/** What somebody signs in with. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/**
 * A profile of the browser. One that somebody was signed in to may serve another visit once it is
 * wiped: it then knows nothing but the files of the dashboard, which need not be loaded again.
 */
export class Profile {
  readonly options: BrowserContextOptions;
  readonly #context: BrowserContext;
  /** Shows a picture of the site: where its storage can be written, and what keeps its process. */
  #picture: Page | null = null;
  #watch: ((page: Page) => void) | null = null;

  private constructor(context: BrowserContext, options: BrowserContextOptions) {
    this.#context = context;
    this.options = options;
  }

  static async create(browser: Browser, options: BrowserContextOptions): Promise<Profile> {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(patience);
    return new Profile(context, options);
  }

  /** Opens a page; `watch` is told of it and of those that it opens. */
  async open(path: string, watch: (page: Page) => void): Promise<Page> {
    this.#watch = watch;
    this.#context.on('page', watch);
    const page = await this.#context.newPage();
    await page.goto(path);
    return page;
  }

  /** Opens a session, and remembers it as the dashboard does (src/dashboard/api/session.ts). */
  async signIn({ email, password }: Credentials): Promise<void> {
    const picture = await this.#showPicture();
    const data = { email, password };
    const answer = await this.#context.request.post('/api/v1/session', { data });
    if (!answer.ok()) throw new Error(`signing in answers ${answer.status()}`);
    await picture.evaluate("localStorage.setItem('fulmar-signed-in', 'yes')");
  }

  /** Closes its pages and forgets who was signed in; false where it cannot be used again. */
  async wipe(): Promise<boolean> {
    const picture = this.#picture;
    if (!picture) return false;
    if (this.#watch) this.#context.off('page', this.#watch);
    const others = this.#context.pages().filter((page) => page !== picture);
    await Promise.all(others.map((page) => page.close()));
    await this.#context.clearCookies();
    await this.#context.clearPermissions();
    await picture.evaluate('localStorage.clear()');
    return true;
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  async #showPicture(): Promise<Page> {
    if (this.#picture) return this.#picture;
    this.#picture = await this.#context.newPage();
    await this.#picture.goto('/fulmar.svg');
    return this.#picture;
  }
}
