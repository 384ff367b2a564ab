import { createHash } from 'node:crypto';
import { z } from 'zod';
import { runChild } from './child.ts';
import { contentOf } from './content.ts';
import { residentDuring } from './resident.ts';
import type { BenchOptions, Row } from './row.ts';
import { createVolume, startWorld, type World } from './world.ts';

const mebibyte = 2 ** 20;
/** MiB. */
const warmUp = 64;

/** How the server's resident memory grows while large content passes through it. */
export async function benchMemory({ quick }: BenchOptions): Promise<Row[]> {
  await using world = await startWorld({ hosts: 1, discardVolumes: false });
  return await measureMemory(world, quick ? 256 : 2048);
}

/** The same in a world that is there already; `over` says how it reaches its host. */
export async function measureMemory(world: World, size: number, over = ''): Promise<Row[]> {
  const large = `${await createVolume(world, 'large', size)}/data`;
  const small = `${await createVolume(world, 'small', warmUp)}/data`;
  const transfers: readonly Transfer[] = [
    { what: 'spooled upload', run: (url, mib) => upload(world, url, mib, 1) },
    { what: 'download of that', run: (url, mib) => download(world, url, mib, 1) },
    { what: 'direct upload', run: (url, mib) => upload(world, `${url}?direct=true`, mib, 2) },
    { what: 'download of that', run: (url, mib) => download(world, url, mib, 2) },
  ];
  const rows: Row[] = [];
  for (const { what, run } of transfers) {
    await run(small, warmUp);
    const { before, peak } = await residentDuring(world.server.pid, () => run(large, size));
    rows.push({
      what: `memory of the server${over}: ${what}, ${size} MiB, content identical`,
      figure: `${peak.toFixed(0)} MiB at its peak`,
      against: `${before.toFixed(0)} MiB after a first ${warmUp} MiB`,
      measured: peak - before,
      unit: 'MiB',
      bound: { atMost: 64 },
    });
  }
  return rows;
}

/** Moves so many MiB to or from a volume; throws where they are not those that they should be. */
interface Transfer {
  readonly what: string;
  readonly run: (url: string, size: number) => Promise<void>;
}

export async function upload(
  { token }: Pick<World, 'token'>,
  url: string,
  size: number,
  seed: number,
): Promise<void> {
  const told = z.object({ answer: z.object({ sha256: z.string() }) });
  const options = { url, token, octets: size * mebibyte, seed };
  const { answer } = await runChild('upload', options, told);
  expectContent(answer.sha256, size, seed);
}

export async function download(
  { token }: Pick<World, 'token'>,
  url: string,
  size: number,
  seed: number,
): Promise<void> {
  const told = z.object({ sha256: z.string() });
  const { sha256 } = await runChild('download', { url, token, hashed: true }, told);
  expectContent(sha256, size, seed);
}

function expectContent(sha256: string, size: number, seed: number): void {
  const hash = createHash('sha256');
  for (const chunk of contentOf(seed, size * mebibyte)) hash.update(chunk);
  if (hash.digest('hex') !== sha256) throw new Error(`the content of ${size} MiB is not identical`);
}
