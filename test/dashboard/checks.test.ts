import assert from 'node:assert/strict';
import { formatShare } from '../../src/dashboard/features/unikernels/check-words.ts';
import { until } from '../server/support/until.ts';
import { formOf, imageWith } from '../unikernels/deploy-form.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

const hello = '/hosts/one/unikernels/hello';

describe('the checks on the page of a unikernel', function () {
  this.timeout(120_000);
  const world = useDashboard();
  const browsing = useBrowser();
  const expect = (status: number, path: string, options = {}) =>
    world().administrator.expect(status, world().url, path, options);
  const checked = async () => (await expect(200, `${hello}/checks`)).text;

  before(async () => {
    const body = formOf([
      ['config', { name: 'hello' }],
      ['image', imageWith()],
    ]);
    await expect(201, '/hosts/one/unikernels', { body });
  });

  it('are added, shown with how they do, and removed', async () => {
    const page = await browsing.open(world().url, '/unikernels/one/hello', {
      as: world().administrator,
      expected: ['400 PUT /api/v1'],
    });
    const checks = page.getByRole('region', { name: 'Checks' });
    await checks.getByText('No checks yet.').waitFor();
    await checks.getByRole('button', { name: 'Add a check' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a check' });
    await dialog.getByLabel('Address').fill('https://hello.example.org/health');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.waitFor({ state: 'detached' });
    await checks.getByText('https://hello.example.org/health').waitFor();
    await checks.getByRole('button', { name: 'Add a check' }).click();
    await dialog.getByText('TCP').click();
    await dialog.getByLabel('Host').fill('not a name');
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('Host').fill('hello.example.org');
    await dialog.getByRole('button', { name: 'Add' }).click();
    await dialog.waitFor({ state: 'detached' });
    await checks.getByText('TCP hello.example.org:80').waitFor();
    await expectAccessible(page);
    await checks.getByRole('button', { name: 'Remove the check https:' }).click();
    await until(async () => !(await checked()).includes('https:'));
    assert.ok((await checked()).includes('"kind":"tcp"'));
  });

  it('never show a part as all', () => {
    assert.equal(formatShare(1), '100 %');
    assert.equal(formatShare(0.99999), '99.99 %');
    assert.equal(formatShare(0), '0 %');
  });
});
