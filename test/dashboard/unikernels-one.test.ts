import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { plainArguments } from '../emulator/support/unikernels.ts';
import { ask } from '../support/request.ts';
import { expectAccessible } from './support/accessibility.ts';
import { useBrowser } from './support/browser.ts';
import { createUnikernel, ownName } from './support/unikernels.ts';
import { useDashboard } from './support/world.ts';

/** As lists have it. */
interface Seen {
  readonly name: string;
  readonly seenAt: string | null;
}

const gone = ['/api/v1/hosts/one/unikernels/'];

describe('the page of a unikernel', () => {
  const world = useDashboard({ emulator: { statsInterval: 200 } });
  const browsing = useBrowser();

  before(async () => {
    const { url, administrator } = world();
    await administrator.expect(201, url, '/hosts/one/volumes', { json: { name: 'data', size: 4 } });
    await createUnikernel(
      world(),
      {
        name: 'website',
        memory: 64,
        arguments: ['--port=443', String.raw`--greeting=hello\ there`],
      },
      {
        devices: [
          { name: 'data', type: 'block' },
          { name: 'service', type: 'network' },
        ],
      },
    );
  });

  async function open(name = 'website', expected: readonly string[] = []): Promise<Page> {
    const page = await browsing.open(world().url, `/unikernels/one/${name}`, {
      as: world().administrator,
      expected,
    });
    return page;
  }

  it('shows facts, arguments and devices', async () => {
    const page = await open();
    const facts = page.getByRole('region', { name: 'Facts' });
    for (const fact of [
      'Running',
      '64 MiB',
      String.raw`--greeting=hello\ there`,
      'volume data, 4 MiB',
    ]) {
      await facts.getByText(fact).waitFor();
    }
    await facts.getByText('bridge service').waitFor();
    await page.getByRole('log').getByText('emulated albatross host').waitFor();
    await expectAccessible(page);
  });

  it('stops it, starts it again, and goes back to an earlier release', async () => {
    await createUnikernel(world(), { name: 'changing', memory: 64 });
    await createUnikernel(world(), { name: 'changing', memory: 96, force: true });
    const page = await open('changing');
    const facts = page.getByRole('region', { name: 'Facts' });
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await facts.getByText('Stopped').waitFor();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await facts.getByText('Running').waitFor();
    const releases = page.getByRole('region', { name: 'Releases' });
    await releases.getByText('Release 2 (current)').waitFor();
    await releases.getByRole('button', { name: 'Compare release 1' }).click();
    const differences = page.getByRole('table', { name: 'Differences' });
    await differences.getByRole('row', { name: 'memory 64 96' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await differences.waitFor({ state: 'detached' });
    await expectAccessible(page);
    await releases.getByRole('button', { name: 'Roll back' }).click();
    const dialog = page.getByRole('dialog', { name: 'Roll changing back to release 1?' });
    await dialog.getByRole('button', { name: 'Roll back' }).click();
    await releases.getByText('back to release 1').waitFor();
    await facts.getByText('64 MiB').waitFor();
    const later = releases.getByRole('listitem').filter({ hasText: 'Release 2' });
    await later.getByRole('button', { name: 'Deploy again' }).click();
    const forth = page.getByRole('dialog', { name: 'Deploy release 2 of changing again?' });
    await forth.getByRole('button', { name: 'Deploy again' }).click();
    await facts.getByText('96 MiB').waitFor();
  });

  it('changes its labels, which lead to those that have them, and its protection', async () => {
    const page = await open();
    await page.getByRole('combobox', { name: 'Labels' }).fill('tier');
    await page.keyboard.press('Enter');
    await page.getByText('tier is not a label: write it as key=value').waitFor();
    await page.keyboard.press('Backspace');
    await page.getByRole('combobox', { name: 'Labels' }).fill('tier=web');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save labels' }).click();
    const facts = page.getByRole('region', { name: 'Facts' });
    await facts.getByRole('link', { name: 'tier=web' }).waitFor();
    await page.getByRole('switch', { name: 'Deletion protection' }).click();
    await facts.getByText('Protected').waitFor();
    await page.getByRole('button', { name: 'Destroy', disabled: true }).waitFor();
    await expectAccessible(page);
    await page.getByRole('switch', { name: 'Deletion protection' }).click();
    await facts.getByText('Protected').waitFor({ state: 'detached' });
    await facts.getByRole('link', { name: 'tier=web' }).click();
    await page.waitForURL(/unikernels\?label=tier%3Dweb$/);
    await page.getByRole('link', { name: 'website' }).waitFor();
  });

  it('gives its deployment as commands, without what looks secret', async () => {
    const config = { name: 'keeper', arguments: ['--dns-key=sesame', '--port=53'] };
    await createUnikernel(world(), config);
    const page = await open('keeper');
    await page.getByRole('button', { name: 'Copy as a command' }).click();
    for (const label of ['With curl', 'As a step of GitHub Actions', 'With albatross-client']) {
      const text = (await page.getByRole('region', { name: label }).textContent()) ?? '';
      assert.match(text, /--dns-key=•••/);
      assert.match(text, /--port=53/);
      assert.doesNotMatch(text, /sesame/);
    }
    await page.getByText('Anything in the arguments that looks secret').waitFor();
    await expectAccessible(page);
  });

  it('changes what it is started with, without an image', async () => {
    const { administrator, url } = world();
    const disk = { json: { name: 'other', size: 1 } };
    await administrator.expect(201, url, '/hosts/one/volumes', disk);
    const devices = [{ name: 'data', type: 'block' }] as const;
    await createUnikernel(
      world(),
      { name: 'plain', blockDevices: [{ name: 'data', volume: 'other' }] },
      { devices },
    );
    const page = await open('plain');
    await page.getByRole('link', { name: 'Configure' }).click();
    await page.getByRole('heading', { name: 'Configure plain', level: 1 }).waitFor();
    const act = page.getByRole('button', { name: 'Save and restart' });
    assert.equal(await act.isDisabled(), true);
    await page.getByRole('textbox', { name: 'Arguments' }).fill('--port=80');
    await page.getByRole('combobox', { name: 'When it exits' }).click();
    await page.getByRole('option', { name: 'Do not restart it' }).click();
    await page.getByRole('textbox', { name: 'Start order' }).fill('7');
    await expectAccessible(page);
    await act.click();
    await page.getByRole('heading', { name: 'plain', level: 1 }).waitFor();
    const { json } = await administrator.expect(200, url, '/hosts/one/unikernels/plain');
    assert.partialDeepStrictEqual(json, {
      ...{ arguments: ['--port=80'], failBehaviour: 'quit', startup: 7, memory: 32 },
      blockDevices: [{ name: 'data', volume: 'other' }],
    });
  });

  it('warns of an argument that does not reach it as one', async () => {
    const { unikernels } = world().emulator.host;
    await unikernels.create(ownName('foreign'), {
      ...{ ...plainArguments, memory: 32, arguments: ['--motd=good day'] },
      ...{ type: 'solo5', compressed: false, image: sampleImage() },
    });
    const { administrator, url } = world();
    const isSeen = async () => {
      const { json } = await administrator.expect(200, url, '/hosts/one/unikernels');
      return Object(json).data.some(({ name, seenAt }: Seen) => name === 'foreign' && seenAt);
    };
    while (!(await isSeen())) await setTimeout(50);
    const page = await open('foreign');
    const warning = page.getByText('The argument "--motd=good day" would not reach');
    await warning.waitFor();
    await expectAccessible(page);
  });

  it('draws what is used as lines, and tells it as a table', async () => {
    const page = await open();
    const usage = page.getByRole('region', { name: 'Usage' });
    await usage.getByRole('img', { name: /^CPU: 2 % of its CPU/ }).waitFor();
    await usage.getByRole('img', { name: /^Memory: 8 MiB in use/ }).waitFor();
    await usage.getByRole('img', { name: /^Network: \d.* received/ }).waitFor();
    await usage.getByRole('switch', { name: 'As a table' }).click();
    const table = usage.getByRole('table', { name: 'Usage over time' });
    await table.getByRole('columnheader', { name: 'CPU of its CPU' }).waitFor();
    await table.getByRole('cell', { name: '2 %' }).first().waitFor();
    await expectAccessible(page);
  });

  it('restarts it with other arguments, and shows that and the deployment', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Restart' }).click();
    const field = page.getByRole('textbox', { name: 'Arguments' });
    assert.equal(await field.inputValue(), String.raw`--port=443${'\n'}--greeting=hello\ there`);
    await field.fill(String.raw`--port=80${'\n\n'}--greeting=good\ bye${'\n'}`);
    await expectAccessible(page);
    await page.getByRole('dialog').getByRole('button', { name: 'Restart' }).click();
    await page.getByText('Restarted', { exact: true }).waitFor();
    const facts = page.getByRole('region', { name: 'Facts' });
    await facts.getByText(String.raw`--greeting=good\ bye`).waitFor();
    const deployments = page.getByRole('region', { name: 'Deployments' });
    await deployments.getByText(/^Restarted .* by alice/).waitFor();
  });

  it('says why a restart is refused, and keeps what was typed', async () => {
    const page = await open('website', ['400 POST /api/v1/hosts/one/unikernels/website/restart']);
    await page.getByRole('button', { name: 'Restart' }).click();
    const field = page.getByRole('textbox', { name: 'Arguments' });
    await field.fill('x'.repeat(9000));
    await page.getByRole('dialog').getByRole('button', { name: 'Restart' }).click();
    await page.getByRole('alert').getByText('at most 8000 octets').first().waitFor();
    assert.equal((await field.inputValue()).length, 9000);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
  });

  it('downloads its image', async () => {
    const page = await open();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download image' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'website.solo5');
    assert.equal(await download.failure(), null);
  });

  it('shows a token’s deployments with its name, and failed ones with the reason', async () => {
    const { url, administrator, emulator } = world();
    await createUnikernel(world(), { name: 'unlucky' });
    const token = await administrator.makeToken(url, ['unikernels:write']);
    const fault = { kind: 'failure', words: 'no, not today' } as const;
    emulator.faults.add(fault, { command: 'unikernel-restart', times: 1 });
    const path = '/api/v1/hosts/one/unikernels/unlucky/restart';
    assert.equal((await ask(url, path, { method: 'POST', token })).status, 422);
    const page = await open('unlucky');
    const deployments = page.getByRole('region', { name: 'Deployments' });
    const entry = deployments.getByRole('listitem').filter({ hasText: 'Restarted' });
    await entry.getByText('by alice, with the token ci fmr_').waitFor();
    await entry.getByText('failed').waitFor();
    await entry.getByText('no, not today').waitFor();
    await expectAccessible(page);
  });

  it('shows what a deployment was built from', async () => {
    const { url, administrator } = world();
    await createUnikernel(world(), { name: 'built' });
    const revision = {
      commit: '0beec7b5ea3f0fdbc95d0dd47f3c5bc275da8a33',
      message: 'Serve the new certificate\n\nThe old one ends.',
      url: 'https://git.example.org/built/commit/0beec7b5ea',
    };
    const path = '/hosts/one/unikernels/built/deployments';
    await administrator.expect(200, url, path, { json: { revision, settle: 0 } });
    const page = await open('built');
    const deployments = page.getByRole('region', { name: 'Deployments' });
    const entry = deployments.getByRole('listitem').filter({ hasText: '0beec7b5ea' });
    const link = entry.getByRole('link', { name: 'Serve the new certificate', exact: true });
    assert.equal(await link.getAttribute('href'), revision.url);
  });

  it('destroys it only when its name was typed, and shows what is left', async () => {
    await createUnikernel(world(), { name: 'doomed' });
    const page = await open('doomed', gone);
    await page.getByRole('button', { name: 'Destroy' }).click();
    const dialog = page.getByRole('dialog');
    const act = dialog.getByRole('button', { name: 'Destroy' });
    await dialog.getByRole('textbox').fill('doome');
    assert.equal(await act.isDisabled(), true);
    await dialog.getByRole('textbox').fill('doomed');
    await expectAccessible(page);
    await act.click();
    await page.getByText('Not running').waitFor();
    await page.getByText('Destroyed', { exact: true }).waitFor();
    await page.getByText(/^Destroyed .* by alice/).waitFor();
    await page.getByRole('log').getByText('doomed: 32 MB').waitFor();
    await expectAccessible(page);
  });

  it('is found by its host, for as long as that keeps its console', async () => {
    const { url, administrator } = world();
    await createUnikernel(world(), { name: 'bygone' });
    const path = '/hosts/one/unikernels/bygone';
    await administrator.expect(204, url, path, { method: 'DELETE' });
    const page = await browsing.open(url, '/hosts/one', { as: administrator, expected: gone });
    const consoles = page.getByRole('region', { name: 'Consoles of ended unikernels' });
    await consoles.getByRole('link', { name: 'bygone' }).click();
    await page.getByRole('log').getByText('bygone: 32 MB').waitFor();
  });

  it('says that there is none, where nothing was ever deployed', async () => {
    const page = await open('never', gone);
    await page.getByText('There is no such unikernel').waitFor();
    await expectAccessible(page);
  });
});
