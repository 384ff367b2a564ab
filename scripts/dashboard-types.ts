import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

// Makes the types of the API that the dashboard speaks, where docs/openapi.json is another than the
// one they were made from.
const file = 'src/dashboard/api/generated/schema.d.ts';
const document = await readFile('docs/openapi.json', 'utf8');
const digest = createHash('sha256').update(document).digest('hex');
const heading = `// Made by \`npm run types\` from docs/openapi.json (SHA-256 ${digest}).\n\n`;

const current = await readFile(file, 'utf8').catch(() => '');
if (!current.startsWith(heading)) {
  const { typesOf } = await import('./dashboard-types/generate.ts');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, heading + (await typesOf(document)));
}
