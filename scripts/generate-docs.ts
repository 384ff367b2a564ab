import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readConfig } from '../src/server/configuration.ts';
import { startServer } from '../src/server/start-server.ts';
import { apiPage } from './docs/api.ts';
import { cliPages } from './docs/cli.ts';
import { configurationPage } from './docs/configuration.ts';
import { conventionsPage } from './docs/conventions.ts';
import { eventsPage } from './docs/events.ts';

/** The OpenAPI document as JSON, a member a line, from a server of its own. */
async function fetchDocument(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-docs-'));
  const options = { FULMAR_DATA: folder, FULMAR_PORT: '0', FULMAR_LOG_LEVEL: 'error' };
  const server = await startServer(readConfig(options));
  try {
    const answer = await fetch(`${server.url}/api/v1/openapi.json`);
    return `${JSON.stringify(await answer.json(), null, 2)}\n`;
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
}

const document = await fetchDocument();
const { reference, schema } = await cliPages();
const pages = {
  'docs/configuration.md': configurationPage(),
  'docs/api.md': apiPage(JSON.parse(document)),
  'docs/api-conventions.md': conventionsPage(
    await readFile('docs/api-conventions.md', 'utf8'),
    JSON.parse(document),
  ),
  'docs/events.md': eventsPage(await readFile('docs/events.md', 'utf8')),
  'docs/openapi.json': document,
  'docs/cli-reference.md': reference,
  'docs/fulmar.schema.json': schema,
};
const checkOnly = process.argv.includes('--check');
for (const [file, content] of Object.entries(pages)) {
  const current = await readFile(file, 'utf8').catch(() => '');
  if (current === content) continue;
  if (checkOnly) {
    console.error(`${file} is not what the code says: run \`npm run docs\` and commit it.`);
    process.exitCode = 1;
  } else {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    console.log(`${file} is written`);
  }
}
