import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * SHA-256, in hex, of the given files and of all files in the given folders: of their names below `root` and their
 * contents. Their times do not count: `npm prune` rewrites `package-lock.json` unchanged, and copies have new times.
 */
export function digestOf(root: string, sources: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesOf(root, source)).sort()) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function filesOf(root: string, source: string): string[] {
  const path = join(root, source);
  if (!statSync(path).isDirectory()) return [source];
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.flatMap(({ name }) => filesOf(root, join(source, name)));
}
