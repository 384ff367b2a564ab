import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { generousPolicy } from '../server/support/administrator.ts';
import { ask } from '../support/request.ts';
import { formOf } from '../unikernels/deploy-form.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { useDashboard } from './support/world.ts';

const bob = {
  name: 'bob',
  email: 'bob@example.org',
  password: randomBytes(12).toString('base64url'),
};

describe('the page of policies', function () {
  this.timeout(60_000);
  const world = useDashboard();
  const browsing = useBrowser();
  let [id, carol, dave, erin] = ['', '', '', ''];

  /** The id of a new account that may begin. */
  async function enrol(account: typeof bob): Promise<string> {
    const { administrator, url } = world();
    const told = await ask(`${url}/api/v1`, '/accounts', { json: account });
    const made = `${Reflect.get(Object(told.json), 'id')}`;
    const approval = { method: 'PATCH', json: { active: true } };
    await administrator.expect(200, url, `/users/${made}`, approval);
    return made;
  }

  /** The id of a new account that has a policy and a unikernel on the host. */
  async function settle(name: string): Promise<string> {
    const { administrator, url } = world();
    const newcomer = await enrol({ ...bob, name, email: `${name}@example.org` });
    const policy = { method: 'PUT', json: generousPolicy };
    await administrator.expect(200, url, `/users/${newcomer}/policies/one`, policy);
    const body = formOf([
      ['config', { name: 'web', memory: 64 }],
      ['image', sampleImage()],
    ]);
    await administrator.expect(201, url, `/hosts/one/unikernels?account=${name}`, { body });
    return newcomer;
  }

  /** The id of an account with a unikernel on the host, which Fulmar knows nothing of. */
  async function leaveForeign(name: string): Promise<string> {
    const { administrator, url, emulator } = world();
    const foreign = await settle(name);
    await administrator.expect(204, url, '/hosts/one', { method: 'DELETE' });
    await administrator.addHost(url, 'one', emulator);
    return foreign;
  }

  before(async () => {
    carol = await leaveForeign('carol');
    id = await enrol(bob);
    dave = await settle('dave');
    erin = await settle('erin');
  });

  async function open(path: string, expected: readonly string[] = []): Promise<Page> {
    const page = await browsing.open(world().url, path, { as: world().administrator, expected });
    return page;
  }

  async function choose(page: Page, label: string, option: string): Promise<void> {
    await page.getByRole('combobox', { name: label }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }

  const path = (account: string) => `/api/v1/users/${account}/policies/one`;

  it('gives an account a policy, with which it can deploy', async () => {
    const page = await open('/administration/policies', [`422 PUT ${path(id)}`]);
    const given = page.getByRole('progressbar', { name: 'Memory given' });
    await given.waitFor();
    assert.equal(await given.getAttribute('aria-valuetext'), '12 GiB of 16 GiB');
    await page.getByRole('cell', { name: 'alice', exact: true }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Give a policy' }).click();
    await page.getByText('The host has 16 GiB; 4 GiB are not given to others.').waitFor();
    await page.getByRole('button', { name: 'Give it' }).click();
    await page.getByText('Choose whom it is for').waitFor();
    await expectAccessible(page);
    await choose(page, 'Account', 'bob');
    await page.getByRole('textbox', { name: 'Memory in MiB' }).fill('999999');
    await page.getByRole('button', { name: 'Give it' }).click();
    await page.getByText('The policy does not allow this').waitFor();
    await page.getByRole('textbox', { name: 'Memory in MiB' }).fill('256');
    await page.getByRole('checkbox', { name: '3', exact: true }).press('Space');
    await page.getByRole('checkbox', { name: 'service' }).press('Space');
    await page.getByRole('button', { name: 'Give it' }).click();
    await page
      .getByRole('row', { name: /^bob 0 of 5 0 MiB of 256 MiB .* 0, 1, 2 service/ })
      .waitFor();

    const other = await browsing.open(world().url, '/hosts');
    await other.getByLabel('E-mail address').fill(bob.email);
    await other.getByLabel('Password', { exact: true }).fill(bob.password);
    await other.getByRole('button', { name: 'Sign in' }).click();
    const memory = other.getByRole('progressbar', { name: 'Memory' });
    await memory.waitFor({ state: 'attached' }); // nothing of it is used
    assert.equal(await memory.getAttribute('aria-valuetext'), '0 MiB of 256 MiB');
    assert.equal(await other.getByRole('button', { name: 'Add a host' }).count(), 0);
    await other.getByRole('link', { name: 'one' }).click();
    await other.getByRole('heading', { name: 'one', level: 1 }).waitFor();
    assert.equal(await other.getByText('Last errors').count(), 0);
    await expectAccessible(other);
    const cookies = await other.context().cookies();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    const body = formOf([
      ['config', { name: 'web', memory: 64 }],
      ['image', sampleImage()],
    ]);
    const deployed = await ask(`${world().url}/api/v1`, '/hosts/one/unikernels', {
      body,
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
    });
    assert.equal(deployed.status, 201, deployed.text);
    await page.getByRole('row', { name: /^bob 1 of 5 64 MiB of 256 MiB/ }).waitFor({
      timeout: 15_000, // it arrives by itself
    });
  });

  it('shows the same by account, and refuses what is smaller than what is in use', async () => {
    const page = await open('/administration/policies', [`409 PUT ${path(dave)}`]);
    await page.getByText('By account').click();
    await page
      .getByRole('region', { name: 'dave' })
      .getByRole('cell', { name: 'one', exact: true })
      .waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Change the policy of dave on one' }).click();
    await page.getByText('64 MiB in use.').waitFor();
    await page.getByRole('textbox', { name: 'Memory in MiB' }).fill('32');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The policy is smaller than what is in use').waitFor();
    await page.getByRole('textbox', { name: 'Memory in MiB' }).fill('128');
    await page.getByRole('checkbox', { name: 'Volumes' }).uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /^one 1 of 20 64 MiB of 128 MiB no volumes/ }).waitFor();
  });

  it('takes a policy away with all that is left, once that was said', async () => {
    const page = await open('/administration/policies?host=one', [`409 DELETE ${path(erin)}`]);
    await page.getByRole('button', { name: 'Take away the policy of erin on one' }).click();
    await page.getByRole('button', { name: 'Take away', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Destroy all that erin has on one?' });
    await dialog.getByText('erin still has 1 unikernels and 0 volumes here').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('textbox').fill('erin');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /^erin / }).waitFor({ state: 'detached' });
  });

  it('adopts what other hands have made, once that was said', async () => {
    const expected = [`409 PUT ${path(carol)}`];
    const page = await open('/administration/policies?act=give', expected);
    await choose(page, 'Account', 'carol');
    await page.getByRole('button', { name: 'Give it' }).click();
    await page.getByText('carol has no policy here, yet 1 unikernels').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Adopt it and give the policy' }).click();
    await page.getByRole('row', { name: /^carol 1 of 5 64 MiB/ }).waitFor();
  });

  it('can be read on a narrow screen, without scrolling sideways', async () => {
    const viewport = { width: 360, height: 740 };
    const page = await browsing.open(world().url, '/administration/policies', {
      as: world().administrator,
      viewport,
    });
    await page.getByRole('list', { name: 'Policies on one' }).getByText('alice').waitFor();
    assert.equal(await page.evaluate<number>('document.documentElement.scrollWidth'), 360);
    await expectAccessible(page);
  });
});
