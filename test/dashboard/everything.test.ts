import assert from 'node:assert/strict';
import { generousPolicy } from '../server/support/administrator.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { createUnikernel } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

/** Whether the last deployment is in the visible part of the table. */
const isLastSeen = `(() => {
  const seen = document.querySelector('[role=group][aria-label=Deployments]');
  const { bottom } = [...seen.querySelectorAll('tr')].at(-1).getBoundingClientRect();
  return bottom <= seen.getBoundingClientRect().bottom + 1;
})()`;

/** The same, after scrolling has ended. */
const isLastSeenSoon = `(async () => {
  const end = performance.now() + 2000;
  while (!${isLastSeen} && performance.now() < end) {
    await new Promise((done) => requestAnimationFrame(done));
  }
  return ${isLastSeen};
})()`;

describe('the page of all accounts', function () {
  this.timeout(240_000);
  const world = useDashboard();
  const browsing = useBrowser();

  before(async () => {
    const { administrator, url } = world();
    const bob = { name: 'bob', email: 'bob@example.org' };
    const token = { name: 'pipeline', scopes: ['unikernels:write'] };
    await administrator.expect(201, url, '/invitations', { json: { ...bob, token } });
    const policy = { method: 'PUT', json: generousPolicy };
    await administrator.expect(200, url, '/accounts/bob/policies/one', policy);
    await createUnikernel(world(), { name: 'theirs', memory: 32 }, { account: '?account=bob' });
    await createUnikernel(world(), { name: 'web', memory: 32 });
    await world().administrator.makeToken(world().url, ['unikernels:read']);
  });

  it('shows what there is by account and host, as its address says', async () => {
    const page = await browsing.open(world().url, '/administration/everything', {
      as: world().administrator,
    });
    const unikernels = page.getByRole('region', { name: 'Unikernels' });
    await unikernels.getByRole('row', { name: /web alice one/ }).waitFor();
    const everybodys = page.getByRole('table', { name: 'Tokens' });
    await everybodys.getByRole('row', { name: /^pipeline bob / }).waitFor();
    await page.getByLabel('Account').selectOption('alice');
    const tokens = page.getByRole('table', { name: 'Tokens' });
    await tokens.getByRole('row', { name: /^ci alice / }).waitFor();
    await tokens.getByRole('row', { name: /^pipeline/ }).waitFor({ state: 'detached' });
    const deployments = page.getByRole('table', { name: 'Deployments' });
    await deployments.getByRole('row', { name: /web alice one Create/ }).waitFor();
    await page.getByLabel('Host').selectOption('one');
    await page.waitForURL(/\?account=alice&host=one$/);
    await unikernels.getByRole('row', { name: /web alice one/ }).waitFor();
    await expectAccessible(page);
  });

  it('shows what an account deployed before the last 50 deployments of everybody', async () => {
    const { administrator, url } = world();
    for (let count = 0; count < 51; count += 1) {
      const restart = { method: 'POST' };
      await administrator.expect(200, url, '/hosts/one/unikernels/web/restart', restart);
    }
    const page = await browsing.open(url, '/administration/everything?account=bob&host=one', {
      as: administrator,
    });
    const deployments = page.getByRole('table', { name: 'Deployments' });
    await deployments.getByRole('row', { name: /theirs bob one Create/ }).waitFor();
    await page.getByLabel('Account').selectOption('All');
    await deployments
      .getByRole('row', { name: /web alice one Restart/ })
      .first()
      .waitFor();
    // The keyboard can scroll to those that do not fit, too.
    assert.equal(await page.evaluate(isLastSeen), false);
    await page.getByRole('group', { name: 'Deployments' }).press('End');
    assert.equal(await page.evaluate(isLastSeenSoon), true);
    await page.getByRole('button', { name: 'Older deployments' }).click();
    await deployments.getByRole('row', { name: /theirs bob one Create/ }).waitFor();
  });
});
