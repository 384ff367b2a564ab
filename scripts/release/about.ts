import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { run } from './run.ts';

/** The repository. */
export const root = join(import.meta.dirname, '../..');

const manifest = z.object({ version: z.string(), description: z.string() });

/** What a release is of. */
export interface About {
  readonly version: string;
  readonly description: string;
  /** As Node calls it: `x64` or `arm64`. */
  readonly arch: string;
  /** Seconds since 1970: when what is released was committed. Everything in it has this time. */
  readonly epoch: number;
}

/** Reads it from the repository; `SOURCE_DATE_EPOCH` goes before the commit's time. */
export async function readAbout(): Promise<About> {
  const text = await readFile(join(root, 'package.json'), 'utf8');
  const { version, description } = manifest.parse(JSON.parse(text));
  const given = process.env.SOURCE_DATE_EPOCH;
  const committed = given ?? (await run('git', ['log', '-1', '--format=%ct'], { cwd: root }));
  return { version, description, arch: process.arch, epoch: Number(committed) };
}
