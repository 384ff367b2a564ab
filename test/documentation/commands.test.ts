import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What every page takes for granted: docs/getting-started.md exports both. */
const known = ['FULMAR_URL', 'FULMAR_TOKEN', 'HOME'];

/** The code of a page: blocks that are indented, and those between fences. */
function codeOf(markdown: string): string[] {
  const fenced = [...markdown.matchAll(/^```[^\n]*\n(.*?)^```/gms)].map(([, code = '']) => code);
  const rest = markdown.replaceAll(/^```.*?^```/gms, '');
  const indented = [...rest.matchAll(/(?:^ {4,}.*\n)+/gm)].map(([code]) => code);
  return [...fenced, ...indented];
}

/** Variables of the shell that a page's commands use, and nothing sets. */
function unsetIn(markdown: string): string[] {
  const code = codeOf(markdown).join('\n');
  const used = [...code.matchAll(/\$\{?([A-Z][A-Z_]+)\b(?!:)/g)].map(([, name = '']) => name);
  const isSet = (name: string) =>
    known.includes(name) || new RegExp(`\\b${name}(=|: ?$|:\\n)`, 'm').test(code);
  return [...new Set(used)].filter((name) => !isSet(name));
}

describe('the commands of the documentation', () => {
  const read = (file: string) => readFile(join(root, file), 'utf8');

  it('use no variable that nothing sets', async () => {
    const names = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md'));
    const pages = ['README.md', ...names.map((name) => `docs/${name}`)];
    const unset: string[] = [];
    for (const page of pages) {
      unset.push(...unsetIn(await read(page)).map((name) => `${page}: $${name}`));
    }
    assert.deepEqual(unset, []);
  });

  it('have what every page takes for granted in the page to start with', async () => {
    const start = await read('docs/getting-started.md');
    for (const name of ['FULMAR_URL', 'FULMAR_TOKEN'])
      assert.match(start, new RegExp(`export ${name}=`));
  });

  it('call curl with everything that it needs', async () => {
    const names = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md'));
    for (const name of names) {
      for (const code of codeOf(await read(`docs/${name}`))) {
        const bare = /curl (?:--data|-d) /.test(code);
        assert.ok(!bare, `docs/${name}: ${code}`);
      }
    }
  });

  it('name files that a package has', async () => {
    const manual = await read('packaging/fulmar-server.8');
    for (const [, file = ''] of manual.matchAll(/\/usr\/share\/doc\/fulmar\/(docs\/\S+?)\s/g)) {
      await read(file.replace(/\.$/, ''));
    }
  });
});
