import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const manifest = z.object({ version: z.string() });

/** A release has it beside the program, a checkout at its root. */
const places = ['package.json', '../../package.json'];

/** The version of this program; `unknown` where no `package.json` says it. */
export function ownVersion(): string {
  for (const place of places) {
    try {
      const text = readFileSync(join(import.meta.dirname, place), 'utf8');
      return manifest.parse(JSON.parse(text)).version;
    } catch {}
  }
  return 'unknown';
}
