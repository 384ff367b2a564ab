import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Large, and of no use before somebody asks for what they do; one driver is of no use to the other. */
const later = [
  ...['yaml', 'jose', 'nodemailer', 'zod-openapi'],
  ...['@mikro-orm/sqlite', '@mikro-orm/postgresql'],
];

/** What a module imports for more than its types, and at once. */
const importedAtOnce = /^(?:import|export)\s(?!type\b)(?:[^;']*?\sfrom\s)?'([^']+)'/gm;

/** All that is imported with a module, each with who asks for it. */
function importedWith(entry: string): ReadonlyMap<string, string> {
  const found = new Map([[resolve(entry), 'the start']]);
  // A map goes on with what is added to it on the way.
  for (const name of found.keys()) {
    if (!name.endsWith('.ts')) continue;
    for (const [, asked = ''] of readFileSync(name, 'utf8').matchAll(importedAtOnce)) {
      const module = asked.startsWith('.') ? resolve(dirname(name), asked) : asked;
      if (!found.has(module)) found.set(module, name);
    }
  }
  return found;
}

describe('the start of the server', () => {
  const imported = importedWith('src/main.ts');

  it('loads its rooms', () => {
    assert(imported.has('koa') && imported.has(resolve('src/server/routes.ts')));
  });

  for (const entry of ['scripts/before-start.ts', 'src/main.ts']) {
    it(`needs no development dependency [${entry}]`, () => {
      const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
      const names = [...importedWith(entry).keys()].filter((name) => !/^(node:|\/)/.test(name));
      const packages = names.map((name) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name);
      assert.deepEqual(
        [...new Set(packages)].filter((name) => !(name in dependencies)),
        [],
      );
    });
  }

  for (const name of later) {
    it(`does not load ${name}`, () => assert.equal(imported.get(name), undefined));
  }
});
