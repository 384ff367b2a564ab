import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { pages } from '../../src/dashboard/pages.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { createUnikernel } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

/** What each page of `pages.ts` is headed by, at an address that it answers. */
const headings: Readonly<Record<string, Heading>> = {
  '/': { heading: 'Overview' },
  '/unikernels': { heading: 'Unikernels' },
  '/unikernels/:host/:name': { at: '/unikernels/one/website', heading: 'website' },
  '/unikernels/:host/:name/configuration': {
    at: '/unikernels/one/website/configuration',
    heading: 'Configure website',
  },
  '/unikernels/:host/:name/update': {
    at: '/unikernels/one/website/update',
    heading: 'Update website',
  },
  '/deploy': { heading: 'Deploy' },
  '/volumes': { heading: 'Volumes' },
  '/volumes/:host/:name': { at: '/volumes/one/storage', heading: 'storage' },
  '/hosts': { heading: 'Hosts' },
  '/hosts/:host': { at: '/hosts/one', heading: 'one' },
  '/events': { heading: 'Events' },
  '/notifications': { heading: 'Notifications' },
  '/tokens': { heading: 'Tokens' },
  '/device': { heading: 'Sign in a program' },
  '/account': { heading: 'Account' },
  '/account/trusts': { heading: 'Trusts' },
  '/account/secrets': { heading: 'Secrets' },
  '/account/external-credentials': { heading: 'External credentials' },
  '/account/activity': { heading: 'Activity' },
  '/administration/accounts': { heading: 'Accounts' },
  '/administration/everything': { heading: 'All accounts' },
  '/administration/usage': { heading: 'Usage' },
  '/administration/external-credentials': { heading: 'External credentials' },
  '/administration/issuers': { heading: 'Issuers' },
  '/administration/policies': { heading: 'Policies' },
  '/administration/notifications': { heading: 'Server notifications' },
  '/administration/audit': { heading: 'Audit' },
};

/** What everybody sees who is not signed in. */
const entrances = {
  '/sign-in': 'Sign in',
  '/sign-up': 'Sign up',
  '/reset-password': 'New password',
  '/forgot-password': 'Forgot your password',
  '/verify-email': 'E-mail address',
};

const nowhere = 'Page not found';
const viewports = [
  { width: 360, height: 740 },
  { width: 2560, height: 1440 },
  { width: 1280, height: 800 },
];

interface Heading {
  /** Where it is the path itself, left out. */
  readonly at?: string;
  readonly heading: string;
}

/** The width of the page's content, once what follows the window's size has done so. */
const settledWidth = `(async () => {
  const { documentElement: page } = document;
  const end = performance.now() + 2000;
  while (page.scrollWidth > innerWidth && performance.now() < end) {
    await new Promise((done) => requestAnimationFrame(done));
  }
  return page.scrollWidth;
})()`;

/** As long as a name can be. */
const longName = 'rack-12-of-the-machine-room-in-the-basement-of-the-main-buildin';

/** Once the page has settled: tables that need scrolling sideways, and texts of states and buttons that are cut off. */
const cutOff = `(async () => {
  const isCut = (each) =>
    each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 2;
  const words = '.mantine-Badge-label, .mantine-Button-label, .mantine-ScrollArea-root';
  const hidden = '.mantine-VisuallyHidden-root';
  const find = () => [
    ...[...document.querySelectorAll(words)]
      .filter((each) => isCut(each) && !each.querySelector(hidden))
      .map((each) => each.textContent),
    ...[...document.querySelectorAll('table')]
      .filter((each) => each.offsetWidth > each.parentElement.clientWidth + 1)
      .map((each) => each.ariaLabel),
  ];
  const end = performance.now() + 2000;
  while (find().length > 0 && performance.now() < end) {
    await new Promise((done) => requestAnimationFrame(done));
  }
  return find();
})()`;

describe('every page of the dashboard', function () {
  this.timeout(180_000);
  const world = useDashboard();
  const browsing = useBrowser();
  const bob = { name: 'bob', email: 'bob@example.org', password: 'correct horse' };

  const cleanup = new AsyncDisposableStack();
  after(() => cleanup.disposeAsync());

  before(async () => {
    const { url, administrator } = world();
    const told = await administrator.expect(201, url, '/accounts', { json: bob });
    const id = `${Reflect.get(Object(told.json), 'id')}`;
    await administrator.expect(200, url, `/accounts/${id}`, {
      method: 'PATCH',
      json: { active: true },
    });
    const policy = { unikernels: 3, memory: 256, storage: 64, cpuids: [0], bridges: ['service'] };
    const path = `/accounts/${id}/policies/one`;
    await administrator.expect(200, url, path, { method: 'PUT', json: policy });
    const folder = await mkdtemp(join(tmpdir(), 'fulmar-long-'));
    cleanup.defer(() => rm(folder, { recursive: true, force: true }));
    const emulator = await startEmulator({ folder });
    cleanup.defer(() => emulator.close());
    await administrator.addHost(url, longName, emulator);
    await createUnikernel(world(), { name: longName }, { host: longName });
    for (const account of ['', '?account=bob']) {
      const json = { name: 'storage', size: 4 };
      await administrator.expect(201, url, `/hosts/one/volumes${account}`, { json });
      await createUnikernel(world(), { name: 'website' }, { account });
    }
    await administrator.makeToken(url, ['unikernels:write']);
  });

  it('is known here, and each that is known here exists', () => {
    assert.deepEqual(Object.keys(headings).sort(), pages.map(({ path }) => path).sort());
  });

  /** Waits until a page is there with all that it asks for. */
  async function show(page: Page, path: string, heading: string): Promise<void> {
    await page.goto(path);
    await page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor();
    const waiting = page.locator('.mantine-Skeleton-root, .mantine-Loader-root');
    await waiting.first().waitFor({ state: 'detached' });
    assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0, path);
  }

  /** Fails if a page or table needs scrolling sideways, or a text is cut off, on a narrow or a wide screen. */
  async function expectFit(page: Page): Promise<void> {
    for (const viewport of viewports) {
      await page.setViewportSize(viewport);
      const width = await page.evaluate<number>(settledWidth);
      assert.equal(width, viewport.width, page.url());
      assert.deepEqual(await page.evaluate(cutOff), [], page.url());
    }
  }

  /** The pages as an account is to see them: those for administrators only where it is one. */
  const expected = (isAdmin: boolean) =>
    pages.map(({ path, admin = false }) => {
      const { at = path, heading } = headings[path] ?? { heading: '' };
      return { at, heading: isAdmin || !admin ? heading : nowhere };
    });

  for (const who of ['the administrator', 'an ordinary account']) {
    const isAdmin = who === 'the administrator';

    it(`is accessible in light and dark, fits, and has no fault, for ${who}`, async () => {
      const page = await browsing.open(world().url, '/', {
        as: isAdmin ? world().administrator : bob,
        expected: ['refused: 404 GET /nowhere'],
      });
      for (const { at, heading } of [...expected(isAdmin), { at: '/nowhere', heading: nowhere }]) {
        await show(page, at, heading);
        if (heading === nowhere && at !== '/nowhere') continue;
        await expectAccessible(page);
        await expectFit(page);
      }
    });
  }

  it('leads to signing in where nobody is signed in, and asks for nothing before', async () => {
    const page = await browsing.open(world().url, '/');
    for (const { at } of expected(true)) {
      await page.goto(at);
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
      const wanted = new URL(page.url()).searchParams.get('to') ?? '/';
      assert.equal(wanted, at);
    }
  });

  it('is accessible in light and dark also before anybody is signed in', async () => {
    const page = await browsing.open(world().url, '/sign-in');
    for (const [path, heading] of Object.entries(entrances)) {
      await show(page, path, heading);
      await expectAccessible(page);
    }
  });
});
