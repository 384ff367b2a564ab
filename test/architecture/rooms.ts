import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

/** What an import leads from and to, by rooms. */
export interface Arrow {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Programs of their own, which have rooms themselves. */
export const houses: readonly string[] = ['dashboard', 'cli'];

/**
 * The room of a file below `src/`, or of one of the command, below `cli/`: its folder, or the file
 * itself at the top. The dashboard and the command are houses of their own: there it is the folder
 * below, and each feature of the dashboard is a room.
 */
export function roomOf(file: string): string {
  const [first = '', second = '', third = '', ...rest] = file.split('/');
  if (!houses.includes(first) || third === '') return first;
  return second === 'features' && rest.length > 0
    ? `${first}/${second}/${third}`
    : `${first}/${second}`;
}

const files = [
  ...globSync('**/*.{ts,tsx}', { cwd: join(root, 'src') }),
  ...globSync('cli/**/*.ts', { cwd: root }),
];

/** A file by its path in the repository: those of the server are named below `src/`. */
const pathOf = (file: string) => (file.startsWith('cli/') ? file : `src/${file}`);

export const readRooms = () => new Set(files.map(roomOf));

/** Every import between rooms; an import that cannot be read from its text is an error. */
export function readArrows(): readonly Arrow[] {
  return files.flatMap((file) => {
    const targets = importsOf(file, readFileSync(join(root, pathOf(file)), 'utf8'));
    const arrows = targets.map((to) => ({ file, from: roomOf(file), to: roomOf(to) }));
    return arrows.filter(({ from, to }) => from !== to);
  });
}

function importsOf(file: string, text: string): string[] {
  if (/\bimport\((?!\s*')/.test(text))
    throw new Error(`${file} imports what its text does not say`);
  const specifiers = [...text.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)];
  const folder = dirname(pathOf(file));
  return specifiers.map(([, to = '']) => normalize(join(folder, to)).replace(/^src\//, ''));
}

/** The table of `docs/architecture.md`: each room with those that it may use. */
export function readTable(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  const [, section = ''] = text.split('\n## Who may use what\n');
  const [table = ''] = section.split('\n## ');
  const rows = [...table.matchAll(/^\| `([^`]+)` \|(.*)\|$/gm)];
  return new Map(
    rows.map(([, room = '', uses = '']) => [room, uses.split(/[\s,`]+/).filter(Boolean)]),
  );
}
