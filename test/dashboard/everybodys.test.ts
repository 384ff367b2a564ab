import { parseName } from '../../src/albatross/names.ts';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { plainArguments } from '../emulator/support/unikernels.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { createUnikernel } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

describe('what an administrator sees of others', () => {
  const world = useDashboard();
  const browsing = useBrowser();

  before(async () => {
    const { administrator, url, emulator } = world();
    await createUnikernel(world(), { name: 'website' });
    await administrator.expect(201, url, '/hosts/one/volumes', { json: { name: 'disk', size: 1 } });
    const config = { ...plainArguments, type: 'solo5', compressed: false } as const;
    const image = sampleImage({ filler: 'theirs' });
    await emulator.host.unikernels.create(parseName('stranger:resolver'), { ...config, image });
    await emulator.host.volumes.add(parseName('stranger:zone'), 1);
  });

  async function open(path: string, viewport = { width: 1280, height: 800 }) {
    const page = await browsing.open(world().url, path, { as: world().administrator, viewport });
    return page;
  }

  it('is all that runs, whosever it is, with pages for what is one’s own', async () => {
    const page = await open('/unikernels');
    await page.getByRole('link', { name: 'website' }).waitFor();
    await page.getByText('Everybody’s', { exact: true }).click();
    const theirs = page.getByRole('row', { name: /stranger:resolver/ });
    await theirs.getByRole('cell', { name: 'nobody', exact: true }).waitFor();
    await page.waitForURL(/account=\*/);
    await page.getByRole('link', { name: 'website' }).waitFor();
    await page.getByRole('link', { name: 'resolver' }).waitFor({ state: 'detached' });
    await expectAccessible(page);
  });

  it('is every volume', async () => {
    const page = await open('/volumes?account=*');
    await page.getByRole('row', { name: /stranger:zone nobody/ }).waitFor();
    await page.getByRole('link', { name: 'disk' }).waitFor();
    await expectAccessible(page);
    await page.getByText('Yours', { exact: true }).click();
    await page.getByText('stranger:zone').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'disk' }).waitFor();
  });

  it('is what runs on a host, on its page', async () => {
    const page = await open('/hosts/one');
    const list = page.getByRole('table', { name: 'Unikernels' });
    await list.getByRole('row', { name: /website alice Running/ }).waitFor();
    await list.getByRole('row', { name: /stranger:resolver nobody Running/ }).waitFor();
    await expectAccessible(page);
  });

  it('fits a narrow screen', async () => {
    const page = await open('/unikernels?account=*', { width: 360, height: 740 });
    const card = page.getByRole('listitem').filter({ hasText: 'stranger:resolver' });
    await card.getByText('nobody’s').waitFor();
    await page.waitForFunction('document.documentElement.scrollWidth === 360');
  });
});
