import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Data, what npm writes, and this file, which has to name what it looks for. */
const unread = /\.jsonl$|package-lock\.json$|whole-repository\.test\.ts$/;

/** Documents, and a folder, that a clone does not come with. OpenSSH has a PROTOCOL of its own. */
const outside =
  /(?<!OpenSSH's )PROTOCOL(\.md| section)|DESIGN(\.md|'s| section| \d)|VECTORS\.md|MOLLYMAWK-API|STYLE\.md|\/work\/|\.\.\/shared\/albatross/;

/** Paths that are taken relative to the file that they stand in. */
const relativePaths = [
  /new URL\(\s*['"`]([^'"`]+)['"`],\s*import\.meta\.url/g,
  /(?:join|resolve)\(\s*import\.meta\.dirname,\s*['"`]([^'"`]+)['"`]/g,
];

const citation = /docs\/albatross-protocol\.md,(?:\s|\*|\/\/)+section (\d(?:\.\d)?)/g;

const git = (...options: string[]) => execFileSync('git', options, { cwd: root, encoding: 'utf8' });

const tracked = git('ls-files', '-z', '*.ts', '*.tsx', '*.md', '*.json', '*.yml', '*.cjs', '.ci')
  .split('\0')
  .filter((file) => file !== '' && !unread.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

/** Whether a path that stands in a file of the repository ends above its root. */
const leaves = (file: string, path: string) => join(dirname(file), path).startsWith('..');

const pathsIn = (text: string) =>
  relativePaths.flatMap((pattern) => [...text.matchAll(pattern)].map(([, path = '']) => path));

describe('the repository', () => {
  it('cites no document that a clone does not have', () => {
    const citing = tracked.flatMap(({ file, text }) =>
      text
        .split('\n')
        .flatMap((line, index) => (outside.test(line) ? [`${file}:${index + 1}: ${line}`] : [])),
    );
    assert.deepEqual(citing, []);
  });

  it('reads no file outside of itself', () => {
    const paths = tracked.flatMap(({ file, text }) =>
      pathsIn(text).map((path) => ({ file, path })),
    );
    assert.notEqual(paths.length, 0);
    assert.deepEqual(
      paths.filter(({ file, path }) => leaves(file, path)),
      [],
    );
    assert.ok(leaves('test/albatross/vectors/lines.ts', '../../../../elsewhere/vectors.jsonl'));
  });

  it('cites sections of the protocol that are there', () => {
    const protocol = readFileSync(join(root, 'docs/albatross-protocol.md'), 'utf8');
    const sections = new Set([...protocol.matchAll(/^##+ (\d(?:\.\d)?)/gm)].map(([, n]) => n));
    const cited = tracked.flatMap(({ file, text }) =>
      [...text.matchAll(citation)].map(([, section]) => ({ file, section })),
    );
    assert.notEqual(cited.length, 0);
    assert.deepEqual(
      cited.filter(({ section }) => !sections.has(section)),
      [],
    );
  });
});
