import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { run } from './run.ts';

/** The repository. */
export const root = join(import.meta.dirname, '../..');

const manifest = z.object({ version: z.string(), description: z.string() });

/** What Debian calls the processors that a release is for. */
const debianNames: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** What Debian calls a processor that Node calls `x64`. */
export const debianNameOf = (arch: string): string => debianNames[arch] ?? arch;

/** What a release is of. */
export interface About {
  /** As `package.json` has it; of a commit without the tag of that, with the commit's time and beginning: `0.1.0+git…`. */
  readonly version: string;
  readonly description: string;
  /** As Node calls it: `x64` or `arm64`. */
  readonly arch: string;
  /** Seconds since 1970: when what is released was committed. Everything in it has this time. */
  readonly epoch: number;
}

/** Reads it from a repository; `SOURCE_DATE_EPOCH` goes before the commit's time. */
export async function readAbout(folder = root): Promise<About> {
  const text = await readFile(join(folder, 'package.json'), 'utf8');
  const { version, description } = manifest.parse(JSON.parse(text));
  const commit = await readCommit(folder);
  const epoch = Number(process.env.SOURCE_DATE_EPOCH ?? commit?.epoch);
  if (!Number.isFinite(epoch)) throw new Error('Without git, SOURCE_DATE_EPOCH has to say when.');
  const isTagged = !commit || commit.tags.includes(`v${version}`);
  const full = isTagged ? version : `${version}+git${digitsOf(commit.epoch)}.${commit.id}`;
  return { version: full, description, arch: process.arch, epoch };
}

interface Commit {
  readonly id: string;
  readonly epoch: number;
  readonly tags: readonly string[];
}

/** The commit that is checked out; null where there is none. */
async function readCommit(folder: string): Promise<Commit | null> {
  const git = (...args: string[]) => run('git', args, { cwd: folder });
  try {
    const [epoch, id = ''] = (await git('log', '-1', '--format=%ct %H')).trim().split(' ');
    const tags = (await git('tag', '--points-at', 'HEAD')).split('\n');
    return { id: id.slice(0, 8), epoch: Number(epoch), tags };
  } catch {
    return null;
  }
}

/** A time in digits alone, in UTC, so that later ones are greater: `20261130043104`. */
const digitsOf = (epoch: number) =>
  new Date(epoch * 1000).toISOString().replace(/\D/g, '').slice(0, 14);
