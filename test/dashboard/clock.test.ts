import assert from 'node:assert/strict';
import { useBrowser } from './support/browser.ts';
import { signIn, useDashboard } from './support/world.ts';

const hour = 3_600_000;

/** Has a page's clock be off by so many milliseconds from its beginning on. */
const clockOffBy = (milliseconds: number) => `{
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...parts) {
      super(...(parts.length > 0 ? parts : [globalThis.Date.now()]));
    }
    static now() {
      return Real.now() + ${milliseconds};
    }
  };
}`;

describe('the dashboard, where the browser’s clock is wrong', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  for (const [words, milliseconds] of [
    ['an hour fast', hour],
    ['an hour slow', -hour],
  ] as const) {
    it(`tells how long ago things were by the server’s [${words}]`, async () => {
      const page = await browsing.open(world().url, '/sign-in');
      await page.context().addInitScript(clockOffBy(milliseconds));
      await page.goto('/administration/audit');
      await signIn(page, world().administrator);
      const signedIn = page.getByRole('row').filter({ hasText: 'Sign in' }).first();
      await signedIn.waitFor();
      const told = await signedIn.locator('time').first().textContent();
      assert.match(`${told}`, /^just now$|^\d+ s ago$/);
      await page.goto('/account');
      const session = page.getByText(/^127\.0\.0\.1, seen/).first();
      assert.match(
        `${await session.textContent()}`,
        /seen (just now|\d+ s ago), signed in (just now|\d+ s ago)/,
      );
    });
  }
});
