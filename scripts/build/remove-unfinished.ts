import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { changedAt } from './freshness.ts';

/** Milliseconds: a build takes seconds, and another one that is younger may be under way. */
const longest = 3_600_000;

/** Removes the folders, whose names begin so, that builds have left which were killed more than an hour ago. */
export async function removeUnfinished(folder: string, beginning: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(beginning)) continue;
    const changed = await changedAt(join(folder, name));
    if (changed === null || changed > Date.now() - longest) continue;
    await rm(join(folder, name), { recursive: true, force: true });
  }
}
