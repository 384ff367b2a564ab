import { existsSync } from 'node:fs';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { ensureDashboard } from '../dashboard/ensure.ts';
import { type Frames, framesWhile } from './frames.ts';
import { residentDuring } from './resident.ts';
import type { BenchOptions, Row } from './row.ts';
import { benchAccount, createVolume, startWorld, type World } from './world.ts';

const executablePath = '/usr/bin/chromium';
const mebibyte = 2 ** 20;
/** Milliseconds that a frame may take at the 95th percentile. */
const longestFrame = 50;
/** Milliseconds. */
const patience = 120_000;

/** What the dashboard takes of a Chromium: frames of long lists, memory of a tab that uploads. */
export async function benchDashboard({ quick }: BenchOptions): Promise<Row[]> {
  if (!existsSync(executablePath)) throw new Error('there is no Chromium');
  await ensureDashboard((line) => console.error(line));
  await using world = await startWorld({ hosts: 1, discardVolumes: true });
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  await using browser = await chromium.launch({ executablePath, args });
  const page = await enter(browser, world);
  return [
    await benchUpload(page, world, quick ? 128 : 1024),
    await benchTable(page, world, quick ? 200 : 1_000),
    await benchConsole(page, world, quick ? 2_000 : 10_000),
  ];
}

async function enter(browser: Browser, { url }: World): Promise<Page> {
  const page = await browser.newPage({ baseURL: url, viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(patience);
  await page.goto('/sign-in');
  await page.getByLabel('E-mail address').fill(benchAccount.email);
  await page.getByLabel('Password', { exact: true }).fill(benchAccount.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  return page;
}

/** Filters as one types, and scrolls to the end. */
async function benchTable(page: Page, world: World, count: number): Promise<Row> {
  const { name: account } = benchAccount;
  world.emulators.tell({ host: 0, account, unikernels: count });
  await page.goto('/unikernels');
  await page.getByText(`${count.toLocaleString('en')} unikernels`).waitFor();
  const rest = await framesWhile(page, () => pause(2_000));
  const filter = page.getByRole('textbox', { name: 'Filter' });
  const frames = await framesWhile(page, async () => {
    await filter.pressSequentially('unikernel-01', { delay: 60 });
    await page.getByText(` of ${count.toLocaleString('en')}`).waitFor();
    for (let times = 0; times < 12; times++) await filter.press('Backspace', { delay: 60 });
    await page.mouse.move(640, 500);
    for (let times = 0; times < 60; times++) await page.mouse.wheel(0, 700);
    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    await page.getByRole('link', { name: nameOf(count - 1) }).waitFor();
  });
  return frameRow(`the table of ${count} unikernels: typing, filtering, scrolling`, frames, rest);
}

/** Follows what one of those unikernels writes, 1,000 lines a second, and searches in it meanwhile. */
async function benchConsole(page: Page, world: World, lines: number): Promise<Row> {
  const chatty = nameOf(0);
  await page.goto(`/unikernels/host-0/${chatty}`);
  await page.getByRole('log').getByText(/\d MB/).waitFor();
  const rest = await framesWhile(page, () => pause(2_000));
  const frames = await framesWhile(page, async () => {
    const { name: account } = benchAccount;
    world.emulators.tell({ host: 0, account, chatty, lines, linesASecond: 1_000 });
    await page
      .getByText(/request \d{3,}\./)
      .first()
      .waitFor();
    const search = page.getByRole('textbox', { name: 'Search the console' });
    await search.pressSequentially('st 77', { delay: 100 });
    await page.getByText(`request ${lines - 1}.`).waitFor();
  });
  return frameRow(
    `a console of ${lines} lines, 1,000 a second: following, searching`,
    frames,
    rest,
  );
}

/** As the emulated host names them. */
const nameOf = (number: number) => `unikernel-${String(number).padStart(4, '0')}`;

function frameRow(what: string, { count, median, max }: Frames, rest: Frames): Row {
  return {
    what,
    figure: `${max.toFixed(1)} ms a frame at the 95th percentile of ${count}, ${median.toFixed(1)} ms at the median`,
    against: `the page at rest, ${rest.max.toFixed(1)} ms`,
    measured: max,
    unit: 'ms',
    bound: { atMost: longestFrame },
  };
}

/** Uploads a file that large, after a small one. */
async function benchUpload(page: Page, world: World, size: number): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-bench-file-'));
  try {
    const small = await emptyFile(folder, 'small', 16);
    const large = await emptyFile(folder, 'large', size);
    await createVolume(world, 'small', 16);
    await createVolume(world, 'large', size);
    await upload(page, 'small', small);
    const tab = await pidOfTab(page);
    const { before, peak } = await residentDuring(tab, () => upload(page, 'large', large));
    return {
      what: `memory of the tab: direct upload, ${size} MiB`,
      figure: `${peak.toFixed(0)} MiB at its peak`,
      against: `${before.toFixed(0)} MiB after a first 16 MiB`,
      measured: peak - before,
      unit: 'MiB',
      bound: { atMost: 64 },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A file of so many MiB that are not on the disk. */
async function emptyFile(folder: string, name: string, size: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, '');
  await truncate(path, size * mebibyte);
  return path;
}

/** Fills a volume as a person does, without leaving the page: its memory is to be the tab's. */
async function upload(page: Page, volume: string, file: string): Promise<void> {
  await page.evaluate(`history.pushState(null, '', '/volumes/host-0/${volume}')`);
  await page.getByRole('heading', { level: 1, name: volume }).waitFor();
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByLabel('Send straight to the host').check();
  await page.getByRole('button', { name: 'Upload' }).click();
  await page.getByRole('button', { name: 'Replace' }).click();
  await page.getByText('The volume is filled').waitFor();
}

/** The process of the browser's only page. */
async function pidOfTab(page: Page): Promise<number> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const tabs = processInfo.filter(({ type }) => type === 'renderer');
  const busiest = tabs.sort((one, other) => other.cpuTime - one.cpuTime)[0];
  if (!busiest) throw new Error('the browser has no tab');
  return busiest.id;
}
