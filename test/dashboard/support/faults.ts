import type { Page } from 'playwright-core';

/** Parts of the faults that a test brings about itself, as `401 POST /api/v1/session`. */
export type Expected = readonly string[];

/** What no page may ever do, noted while it is open. */
export class Faults {
  readonly #found: string[] = [];

  /** Watches a page of the server at `url`. */
  watch(page: Page, url: string, expected: Expected): void {
    const note = (fault: string) => {
      if (!expected.some((part) => fault.includes(part))) this.#found.push(fault);
    };
    page.on('pageerror', (error) => note(`error on the page: ${error.stack}`));
    page.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type())) return;
      // The answer behind it is judged by itself.
      if (!message.text().startsWith('Failed to load resource')) note(`console: ${message.text()}`);
    });
    page.on('request', (request) => {
      const address = request.url();
      if (!/^(data|blob):/.test(address) && new URL(address).origin !== url) {
        note(`request to another site: ${address}`);
      }
    });
    page.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? '';
      // A page that is left, or a question that nobody has any more, ends what is under way.
      if (reason !== 'net::ERR_ABORTED') note(`request failed: ${request.url()} ${reason}`);
    });
    page.on('response', (response) => {
      if (response.status() < 400) return;
      const path = new URL(response.url()).pathname;
      note(`refused: ${response.status()} ${response.request().method()} ${path}`);
    });
  }

  /** Throws where there was any fault since the last call. */
  expectNone(): void {
    const found = this.#found.splice(0);
    if (found.length > 0) throw new Error(found.join('\n'));
  }
}
