import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({ version: z.string() });

/** The version of this program; `unknown` where its `package.json` is not beside it. */
export function ownVersion(): string {
  try {
    const text = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
    return manifest.parse(JSON.parse(text)).version;
  } catch {
    return 'unknown';
  }
}
