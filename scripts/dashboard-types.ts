import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

// Makes the types of the API that the dashboard and the command speak, where docs/openapi.json, or
// what makes them, is another than they were made from.
const files = ['src/dashboard/api/generated/schema.d.ts', 'cli/api/generated/schema.d.ts'];
const document = await readFile('docs/openapi.json', 'utf8');
const generator = await readFile('scripts/dashboard-types/generate.ts', 'utf8');
const digest = createHash('sha256').update(document).update(generator).digest('hex');
const heading = `// Made by \`npm run types\` from docs/openapi.json (SHA-256 with what makes it ${digest}).\n\n`;

const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => '')));
if (!texts.every((text) => text.startsWith(heading))) {
  const { typesOf } = await import('./dashboard-types/generate.ts');
  const types = heading + (await typesOf(document));
  for (const file of files) {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, types);
  }
}
