import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { createUnikernel } from './support/unikernels.ts';
import { signIn, useDashboard } from './support/world.ts';

const deployments = '/api/v1/hosts/one/unikernels/copied/deployments';

const older = '00000000-0000-4000-8000-00000000000a';

const noBuilds = '422 GET /api/v1/sources/builder/builds';
const noBuilder = '422 GET /api/v1/sources/builder/jobs';

/** The fields of a page by their labels, with or without suggestions. */
const fieldOf = (page: Page) => (name: string) =>
  page
    .getByRole('textbox', { name, exact: true })
    .or(page.getByRole('combobox', { name, exact: true }));

describe('deploying what is elsewhere, in the browser', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  before(async () => {
    await createUnikernel(world(), { name: 'staging' });
  });

  async function open(expected: readonly string[] = []): Promise<Page> {
    const page = await browsing.open(world().url, '/deploy', { expected });
    await signIn(page, world().administrator);
    await page.getByRole('tab', { name: 'Fetch an image' }).click();
    return page;
  }

  const choose = async (page: Page, field: string, option: string) => {
    await page.getByRole('combobox', { name: field }).click();
    await page.getByRole('option', { name: option }).click();
  };

  it('deploys a kept release, chosen from those there are, and shows where it came from', async () => {
    const page = await open();
    await choose(page, 'Source', 'Earlier release');
    await choose(page, 'Unikernel', 'staging on one');
    await choose(page, 'Release', '1, current');
    await page.getByRole('textbox', { name: 'Name' }).fill('copied');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Fetch and deploy' }).click();
    await page.getByRole('heading', { level: 1, name: 'copied' }).waitFor();
    const source = page.getByRole('region', { name: 'Image source' });
    await source.getByText('From release 1 of one/staging.').waitFor();
    const { json } = await world().administrator.expect(
      200,
      world().url,
      '/hosts/one/unikernels/copied',
    );
    assert.partialDeepStrictEqual(json, { state: 'running', memory: 32 });
  });

  it('asks for what each kind needs, and says at its field what is wrong', async () => {
    const page = await open([`400 POST ${deployments}`, noBuilder]);
    const field = fieldOf(page);
    for (const [kind, name] of [
      ['Container registry', 'Reference'],
      ['This server’s builder', 'Job'],
      ['File on the web', 'SHA-256'],
      ['GitHub release', 'Repository'],
    ] as const) {
      await choose(page, 'Source', kind);
      await field(name).waitFor();
    }
    await page.getByText('You have no saved credential for GitHub').waitFor();
    await field('Repository').fill('website');
    await field('Asset').fill('website.hvt');
    await field('Name').fill('copied');
    await page.getByRole('button', { name: 'Fetch and deploy' }).click();
    await page.getByText('must be OWNER/REPOSITORY').first().waitFor();
    await expectAccessible(page);
  });

  it('says what is left of the credential in use', async () => {
    const page = await open();
    const finding = { at: '2026-01-01T00:00:00.000Z', accepted: true, identity: 'octocat' };
    const limits = { limit: 5000, remaining: 4987, window: 3600, resetsAt: null, detail: null };
    const saved = { service: 'github', savedAt: finding.at, finding: { ...finding, ...limits } };
    await page.route('**/api/v1/external-credentials', (route) =>
      route.fulfill({ json: { data: [saved] } }),
    );
    await page.reload();
    await page.getByRole('tab', { name: 'Fetch an image' }).click();
    await page.getByText(/for GitHub is used\. 4,987 of 5,000 left/).waitFor();
  });

  it('suggests the releases and assets of a repository, whose request is counted', async () => {
    const page = await open();
    const asset = (name: string) => ({ name, size: 7 });
    const at = { publishedAt: '2026-01-02T00:00:00.000Z', page: null };
    const data = [
      { ...at, tag: 'v3-rc1', isPrerelease: true, assets: [asset('next.hvt')] },
      { ...at, tag: 'v2', isPrerelease: false, assets: [asset('website.hvt')] },
      { ...at, tag: 'v1', isPrerelease: false, assets: [asset('old.hvt')] },
    ];
    const limits = { limit: 60, remaining: 59, resetsAt: null };
    await page.route('**/api/v1/sources/github/releases?repository=octo%2Fwebsite', (route) =>
      route.fulfill({ json: { data, hasMore: false, credential: 'server', limits } }),
    );
    await fieldOf(page)('Repository').fill('octo/website');
    await page.getByText('By default the latest release, now v2.').waitFor();
    await page
      .getByText('The server’s credential for GitHub was used. 59 of 60 requests are left.')
      .waitFor();
    await choose(page, 'Asset', 'website.hvt');
    await choose(page, 'Tag', 'v1');
    await fieldOf(page)('Asset').fill('');
    await choose(page, 'Asset', 'old.hvt');
    await expectAccessible(page);
  });

  it('suggests the tags of a repository, and the builds of a job', async () => {
    const page = await open();
    const rest = { hasMore: false, credential: null, limits: null };
    const answer = (path: string, data: unknown[]) =>
      page.route(`**/api/v1/sources/${path}`, (route) =>
        route.fulfill({ json: { data, ...rest } }),
      );
    await answer('oci/tags?*', ['v1', 'v2']);
    await answer('builder/jobs', [{ name: 'dns', synopsis: 'Resolves names' }]);
    const uuid = '00000000-0000-4000-8000-000000000001';
    const digest = { sha256: 'ab'.repeat(32), sizeBytes: 7 };
    const build = { platform: 'debian-12', startedAt: null, ...digest };
    await answer('builder/builds?job=dns', [{ uuid, ...build }]);
    await choose(page, 'Source', 'Container registry');
    await fieldOf(page)('Reference').fill('octo/website');
    await page.getByRole('option', { name: 'octo/website:v2' }).click();
    await page.getByText('Docker Hub was asked without a credential.').waitFor();
    await fieldOf(page)('Reference').fill('registry.example.org:5000/octo/website');
    await page.getByText('registry.example.org:5000 was asked without a credential.').waitFor();
    assert.equal(await page.getByText('Docker Hub was asked').count(), 0);
    await choose(page, 'Source', 'This server’s builder');
    await choose(page, 'Job', 'dns');
    await page.getByText('Resolves names').waitFor();
    await choose(page, 'Platform', 'debian-12');
    await choose(page, 'Build', 'debian-12, 00000000');
    assert.equal(await fieldOf(page)('Build').inputValue(), uuid);
    assert.equal(await fieldOf(page)('Platform').count(), 0);
  });

  it('takes the latest build for a platform, and a build that is not suggested', async () => {
    const page = await open([noBuilder, noBuilds, `422 POST ${deployments}`]);
    await choose(page, 'Source', 'This server’s builder');
    const field = fieldOf(page);
    await field('Job').fill('dns');
    await field('Platform').fill('freebsd-14');
    await field('Name').fill('copied');
    const asked = async () => {
      const request = page.waitForRequest((sent) => sent.method() === 'POST');
      await page.getByRole('button', { name: 'Fetch and deploy' }).click();
      return (await request).postDataJSON().source;
    };
    const kind = 'builder';
    assert.deepEqual(await asked(), { kind, job: 'dns', platform: 'freebsd-14' });
    await field('Build').fill(older);
    assert.deepEqual(await asked(), { kind, job: 'dns', build: older });
  });

  it('says why nothing is suggested, and takes what is typed', async () => {
    const page = await open([noBuilder]);
    await choose(page, 'Source', 'This server’s builder');
    await page.getByText('No builder is configured on this server').waitFor();
  });
});
