import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const query = /\?load=\d+$/;
const stripped = new Map<string, string>();
let loads = 0;

/** Lets `importAfresh` work: modules of the project hand on which load they are of to what they import. */
export function followLoads(): void {
  registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const [load] = query.exec(context.parentURL ?? '') ?? [];
      if (!load || !isOfProject(resolved.url)) return resolved;
      return { ...resolved, url: resolved.url + load };
    },
    load(url, context, next) {
      if (!query.test(url)) return next(url, context);
      return { format: 'module', source: readStripped(url.replace(query, '')), shortCircuit: true };
    },
  });
}

/** Imports files with new instances of all modules of the project. The old ones stay in memory. */
export async function importAfresh(
  files: readonly string[],
  before: (file: string) => void,
): Promise<void> {
  loads++;
  for (const file of files) {
    before(file);
    await import(`${pathToFileURL(file)}?load=${loads}`);
  }
}

function isOfProject(url: string): boolean {
  return url.startsWith('file:') && url.endsWith('.ts') && !url.includes('/node_modules/');
}

function readStripped(url: string): string {
  const known = stripped.get(url);
  if (known !== undefined) return known;
  const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'));
  stripped.set(url, source);
  return source;
}
