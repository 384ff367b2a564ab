import type { Page } from 'playwright-core';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { imageFile } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

describe('a first visit to a new server', function () {
  this.timeout(120_000);
  const world = useDashboard({ empty: true });
  const browsing = useBrowser();

  async function signUp(page: Page): Promise<void> {
    await page.getByRole('textbox', { name: 'Name' }).fill('alice');
    await page.getByLabel('E-mail address').fill('alice@example.org');
    await page.getByLabel('Password', { exact: true }).fill('correct horse');
    await page.getByRole('button', { name: 'Sign up' }).click();
    await page.getByRole('button', { name: 'Go to the overview' }).click();
  }

  async function addHost(page: Page): Promise<void> {
    const { address, port, authority } = world().emulator;
    const { certificatePem, privateKeyPem } = authority;
    await page.getByRole('button', { name: 'Add a host' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('one');
    await page.getByRole('textbox', { name: 'Address' }).fill(address);
    await page.getByRole('textbox', { name: 'Port' }).fill(`${port}`);
    await page.getByRole('textbox', { name: 'CA certificate' }).fill(certificatePem);
    await page.getByRole('textbox', { name: 'CA private key' }).fill(privateKeyPem);
    await page.getByRole('button', { name: 'Test and add' }).click();
    await page.getByRole('heading', { name: 'one', level: 1 }).waitFor();
  }

  async function givePolicy(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Set policy' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /^alice set .* 0 of 5/ }).waitFor();
  }

  it('leads from signing up to a unikernel whose console is open, without an address', async () => {
    const page = await browsing.open(world().url);
    const goTo = (name: string) =>
      page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click();
    await signUp(page);
    await goTo('Hosts');
    await addHost(page);
    await goTo('Policies');
    await givePolicy(page);
    await goTo('Deploy');
    await page.locator('input[type=file]').setInputFiles(imageFile('hello.hvt'));
    await page.getByRole('button', { name: 'Deploy', exact: true }).click();
    await page.getByRole('heading', { name: 'hello', level: 1 }).waitFor();
    await page.getByRole('log').getByText('emulated albatross host').waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    await expectAccessible(page);
    await goTo('Overview');
    await page.getByRole('main').getByRole('link', { name: 'hello' }).first().waitFor();
  });
});
