import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { slowFiles } from './slow-files.ts';

/** What a module has in its text that can listen, or start a process. */
const loud =
  /\bcreateServer\b|\bssh2\.Server\b|'(node:(child_process|cluster|dgram)|playwright-core|vite)'|FULMAR_TEST_SHARED/;

/** Seconds of random cases or of scrypt, or a measure of time and memory: they are left to the whole run. */
const long = new Set([
  'test/albatross/fuzz.test.ts',
  'test/albatross/hostile-messages.test.ts',
  'test/identity/credentials/mutated-tokens.test.ts',
  'test/identity/tokens/escalation.test.ts',
  'test/identity/tokens/escalation-in-database.test.ts',
  'test/identity/tokens/many-uses.test.ts',
  'test/http/openapi/rules.test.ts',
  'test/server/backup/schedule.test.ts',
  'test/solo5/mutated-images.test.ts',
]);

/** A module that is imported for more than its types. */
const imported =
  /^(?:import|export)\s(?!type\b)(?:[^;']*?\sfrom\s)?'(\.[^']+)'|\bimport\('(\.[^']+)'\)/gm;

/**
 * The unit tests: the files of tests below the folders, or that are named, that reach, through all that they import, no
 * module that can listen or start a process. In a unit run neither is possible, see `quiet.ts`.
 * Those that take long are left out.
 */
export function unitFiles(places: readonly string[] = ['test']): string[] {
  const files = places.flatMap((place) =>
    globSync(place.endsWith('.test.ts') ? place : join(place, '**/*.test.ts')),
  );
  const modules = new Map<string, Module>();
  return files
    .filter((file) => !long.has(file))
    .filter((file) => reach(resolve(file), modules).every(({ isLoud }) => !isLoud))
    .sort();
}

/** Those of all that together take half a minute: what `npm run test:unit` runs. */
export function quickUnitFiles(): string[] {
  return unitFiles().filter((file) => !slowFiles.has(file));
}

interface Module {
  readonly isLoud: boolean;
  readonly imports: readonly string[];
}

/** A module and all that it imports, through others too; `modules` keeps what was read. */
function reach(file: string, modules: Map<string, Module>): Module[] {
  const found = new Set([file]);
  // A set goes on with what is added to it on the way.
  return Array.from(found.values(), (path) => {
    const module = modules.get(path) ?? read(path);
    modules.set(path, module);
    for (const each of module.imports) found.add(each);
    return module;
  });
}

function read(path: string): Module {
  const text = readFileSync(path, 'utf8');
  const imports = [...text.matchAll(imported)]
    .map(([, still, later]) => resolve(dirname(path), still ?? later ?? ''))
    .filter((each) => each.endsWith('.ts'));
  return { isLoud: loud.test(text), imports };
}
