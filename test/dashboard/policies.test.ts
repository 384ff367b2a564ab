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
  this.timeout(240_000);
  const world = useDashboard();
  const browsing = useBrowser();

  /** The id of a new account that may begin. */
  async function enrol(account: typeof bob): Promise<string> {
    const { administrator, url } = world();
    const told = await ask(`${url}/api/v1`, '/accounts', { json: account });
    const made = `${Reflect.get(Object(told.json), 'id')}`;
    const approval = { method: 'PATCH', json: { active: true } };
    await administrator.expect(200, url, `/accounts/${made}`, approval);
    return made;
  }

  /** The id of a new account that has a policy and a unikernel on the host. */
  async function settle(name: string): Promise<string> {
    const { administrator, url } = world();
    const newcomer = await enrol({ ...bob, name, email: `${name}@example.org` });
    const policy = { method: 'PUT', json: generousPolicy };
    await administrator.expect(200, url, `/accounts/${newcomer}/policies/one`, policy);
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
    await leaveForeign('carol');
    await enrol(bob);
    await settle('dave');
    await settle('erin');
  });

  async function open(path: string, expected: readonly string[] = []): Promise<Page> {
    const page = await browsing.open(world().url, path, { as: world().administrator, expected });
    return page;
  }

  async function choose(page: Page, label: string, option: string): Promise<void> {
    await page.getByRole('combobox', { name: label, exact: true }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
    await page.keyboard.press('Tab'); // where several can be chosen, the list stays open
  }

  const path = (account: string) => `/api/v1/accounts/${account}/policies/one`;

  it('gives an account a policy, with which it can deploy', async () => {
    const page = await open('/administration/policies');
    const given = page.getByRole('progressbar', { name: 'Memory assigned' });
    await given.waitFor();
    assert.equal(await given.getAttribute('aria-valuetext'), '12 GiB of 16 GiB');
    await page.getByRole('cell', { name: /^alice set / }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Set policy' }).click();
    await page.getByText('The host has 16 GiB; 4 GiB are not assigned to others.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Choose whom it is for').waitFor();
    await expectAccessible(page);
    await choose(page, 'Accounts', 'bob');
    await page.getByRole('textbox', { name: 'Memory in MiB' }).fill('999999');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('bob: policy above allows 16384 MB memory').waitFor();
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Memory in MiB' }).fill('256');
    await page.getByRole('checkbox', { name: '3', exact: true }).press('Space');
    assert.ok(await page.getByRole('checkbox', { name: 'service' }).isChecked());
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('row', { name: /^bob set .* 0 of 5 0 MiB of 256 MiB .* 0, 1, 2 .*service/ })
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
    assert.equal(await other.getByText('Recent errors').count(), 0);
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
    await page.getByRole('row', { name: /^bob set .* 1 of 5 64 MiB of 256 MiB/ }).waitFor({
      timeout: 15_000, // it arrives by itself
    });
  });

  it('begins with what an account has already, and not over what was typed', async () => {
    const page = await open('/administration/policies');
    await page.getByRole('button', { name: 'Set policy' }).click();
    const field = page.getByRole('textbox', { name: 'Unikernels' });
    const holds = (value: number) => field.and(page.locator(`[value="${value}"]`)).waitFor();
    await holds(5);
    await choose(page, 'Accounts', 'dave');
    await holds(generousPolicy.unikernels);
    // Of whom nothing is given here any more, nothing is given to another.
    await page.getByRole('combobox', { name: 'Accounts', exact: true }).press('Backspace');
    await holds(5);
    await choose(page, 'Accounts', 'dave');
    await holds(generousPolicy.unikernels);
    await field.fill('7');
    await page.getByRole('combobox', { name: 'Accounts', exact: true }).press('Backspace');
    await choose(page, 'Accounts', 'erin');
    await page.getByText('erin has a policy there, which this one replaces.').waitFor();
    await holds(7);
  });

  it('shows the same by account, and refuses what is smaller than what is in use', async () => {
    const page = await open('/administration/policies', [`409 PUT ${path('dave')}`]);
    await page.getByText('By account').click();
    await page
      .getByRole('region', { name: 'dave' })
      .getByRole('cell', { name: /^one set / })
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
    await page
      .getByRole('row', { name: /^one set .* 1 of 20 64 MiB of 128 MiB no volumes/ })
      .waitFor();
  });

  it('says by account, too, of which host the policies are not known', async () => {
    const page = await open('/administration/policies', ['refused: 503 ']);
    const answer = { status: 503, contentType: 'text/html', body: '503' };
    await page.route('**/api/v1/hosts/one/policies', (route) => route.fulfill(answer));
    await page.goto('/administration/policies?by=account');
    await page.getByText('The policies of one are not known.').waitFor();
    assert.equal(await page.getByText('No account has a policy yet.').count(), 0);
    await page.unroute('**/api/v1/hosts/one/policies');
    await page.goto('/administration/policies?account=nobody');
    await page.getByText('nobody has no policy on any host.').waitFor();
    await page.goto('/administration/policies?host=nowhere');
    await page.getByText('There is no host nowhere.').waitFor();
    await expectAccessible(page);
  });

  it('takes a policy away with all that is left, once that was said', async () => {
    const page = await open('/administration/policies?host=one', [`409 DELETE ${path('erin')}`]);
    await page.getByRole('button', { name: 'Remove the policy of erin on one' }).click();
    await page.getByRole('button', { name: 'Remove policy', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Destroy everything that erin has on one?' });
    await dialog.getByText('erin still has 1 unikernels and 0 volumes here').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('textbox').fill('erin');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /^erin / }).waitFor({ state: 'detached' });
  });

  it('adopts what other hands have made, once that was said', async () => {
    const page = await open('/administration/policies?act=give');
    await choose(page, 'Accounts', 'carol');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('carol has no policy here, yet 1 unikernels').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Adopt it and set the policy' }).click();
    await page.getByRole('row', { name: /^carol set .* 1 of 5 64 MiB/ }).waitFor();
  });

  it('keeps templates, gives one to several accounts, and says who was given nothing', async () => {
    await enrol({ ...bob, name: 'frank', email: 'frank@example.org' });
    const page = await open('/administration/policies?by=template');
    await page.getByRole('button', { name: 'New template' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('tiny');
    await page.getByRole('textbox', { name: 'Unikernels' }).fill('1');
    await page.getByRole('textbox', { name: 'Memory in MiB' }).fill('32');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /^tiny 1 32 MiB 1 GiB all all/ }).waitFor();
    await expectAccessible(page);
    await page.getByText('By host').click();
    await page.getByRole('button', { name: 'Set policy' }).click();
    await choose(page, 'Accounts', 'frank');
    await choose(page, 'Accounts', 'dave');
    await choose(page, 'Template', 'tiny');
    const dialog = page.getByRole('dialog', { name: 'Set policy' });
    await dialog.getByText('dave has a policy there, which this one replaces.').waitFor();
    assert.ok(await dialog.getByRole('checkbox', { name: 'service' }).isChecked());
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Set: frank. Not set:').waitFor();
    await dialog.getByText('dave: 64 MiB of memory are in use.').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('row', { name: /^frank set .* 0 of 1 0 MiB of 32 MiB/ }).waitFor();
  });

  it('copies a policy to others', async () => {
    const page = await open('/administration/policies?host=one');
    await page.getByRole('button', { name: 'Copy the policy of frank on one' }).click();
    await choose(page, 'Accounts', 'carol');
    await page.getByRole('textbox', { name: 'Memory in MiB' }).fill('64');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page
      .getByRole('row', { name: /^carol set .* 1 of 1 Nearly used up 64 MiB of 64 MiB/ })
      .waitFor();
  });

  it('edits all policies of a host in a table, and says for each row what went wrong', async () => {
    const page = await open('/administration/policies?host=one');
    await page.getByRole('button', { name: 'Edit as a table' }).click();
    await page.getByRole('textbox', { name: 'Memory of frank in MiB' }).fill('48');
    await page.getByRole('textbox', { name: 'Memory of carol in MiB' }).fill('32');
    await page.getByRole('textbox', { name: 'Storage of bob in MiB' }).fill('');
    await page.getByRole('textbox', { name: 'Unikernels of dave' }).fill('');
    await page.getByText('dave: unikernels: Say how many, 1 at least').waitFor();
    assert.ok(await page.getByRole('button', { name: 'Save' }).isDisabled());
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Unikernels of dave' }).fill('20');
    await page.getByText('3 changed.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('carol: 64 MiB of memory are in use.').waitFor();
    await page.getByText('1 not saved; the others were.').waitFor();
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Memory of carol in MiB' }).fill('128');
    await page.getByRole('button', { name: 'Save' }).click();
    await page
      .getByRole('row', { name: /^carol set .* 1 of 1 Nearly used up 64 MiB of 128 MiB/ })
      .waitFor();
    await page.getByRole('row', { name: /^frank set .* 0 of 1 0 MiB of 48 MiB/ }).waitFor();
    await page
      .getByRole('row', { name: /^bob set .* 1 of 5 64 MiB of 256 MiB no volumes/ })
      .waitFor();
  });

  it('tells the account itself, and on the page of the host, what is nearly used up', async () => {
    const page = await open('/hosts/one');
    const given = page.getByRole('table', { name: 'Policies' });
    await given.getByRole('row', { name: /^carol 1 of 1 Nearly used up/ }).waitFor();
    await expectAccessible(page);
    const { administrator, url } = world();
    const json = {
      unikernels: 1,
      memory: 64,
      storage: null,
      cpuids: [0, 1, 2, 3],
      bridges: ['service'],
    };
    await administrator.expect(200, url, '/accounts/bob/policies/one', { method: 'PUT', json });
    const own = await browsing.open(url, '/hosts/one');
    await own.getByLabel('E-mail address').fill(bob.email);
    await own.getByLabel('Password', { exact: true }).fill(bob.password);
    await own.getByRole('button', { name: 'Sign in' }).click();
    await own.getByText('Nearly used up').first().waitFor();
    await expectAccessible(own);
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
