import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { typesOf } from '../../../scripts/dashboard-types/generate.ts';

const fixture = join(import.meta.dirname, 'strict-client/client.ts');
const compiler = 'node_modules/typescript/bin/tsc';
/** As docs/api-conventions.md tells. */
const asDocumented = { defaultNonNullable: false };
const compilerOptions = {
  target: 'esnext',
  module: 'nodenext',
  lib: ['esnext', 'dom'],
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  allowImportingTsExtensions: true,
  noEmit: true,
};

describe('the types that are made from the OpenAPI document', () => {
  let folder: string;
  before(async () => {
    // Inside of the repository, where `openapi-fetch` is found.
    await mkdir('node_modules/.cache', { recursive: true });
    folder = await mkdtemp('node_modules/.cache/strict-client-');
  });
  after(() => rm(folder, { recursive: true }));

  it('compile with a client as strictly as TypeScript can be told to', async function () {
    this.timeout(120_000);
    const document = await readFile('docs/openapi.json', 'utf8');
    await writeFile(join(folder, 'schema.d.ts'), await typesOf(document, asDocumented));
    await copyFile(fixture, join(folder, 'client.ts'));
    const config = JSON.stringify({ compilerOptions, include: ['.'] });
    await writeFile(join(folder, 'tsconfig.json'), config);
    const compile = promisify(execFile)(process.execPath, [compiler, '--project', folder]);
    const faults = await compile.then(
      ({ stdout }) => stdout,
      (error: unknown) => `${Reflect.get(Object(error), 'stdout')}`,
    );
    assert.equal(faults, '');
  });
});
