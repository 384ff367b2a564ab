import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The last migration of release 0.1.0. */
const lastOfFirstRelease = 'Migration20261122125649.ts';

/** What the sections *Database* say: tables that are new, and columns of others. */
function announced(changelog: string): { tables: Set<string>; columns: Set<string> } {
  const sections = [...changelog.matchAll(/^### Database$(.*?)(?=^##)/gms)].map(([text]) => text);
  const said = sections.join('\n').replaceAll(/\s+/g, ' ');
  const namesIn = (list: string) => [...list.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
  const tables = [...said.matchAll(/New tables: ([^.]*)\./g)].flatMap(([, list = '']) =>
    namesIn(list),
  );
  const columns = [...said.matchAll(/New columns of `(\w+)`: ([^.]*)\./g)].flatMap(
    ([, table, list = '']) => namesIn(list).map((name) => `${table}.${name}`),
  );
  return { tables: new Set(tables), columns: new Set(columns) };
}

/** What the migrations since the first release have made, in order. */
async function made(): Promise<{ tables: string[]; columns: string[] }> {
  const folder = join(root, 'src/database/migrations/sqlite');
  const files = (await readdir(folder)).filter((name) => name > lastOfFirstRelease).sort();
  const tables: string[] = [];
  const columns: string[] = [];
  for (const file of files.filter((name) => name.endsWith('.ts'))) {
    const [up = ''] = (await readFile(join(folder, file), 'utf8')).split('down()');
    const plain = up.replaceAll('\\`', '`');
    for (const [, name = ''] of plain.matchAll(/create table `(\w+?)`/g)) tables.push(name);
    for (const [, table, name] of plain.matchAll(/alter table `(\w+)` add (?:column )?`(\w+)`/g)) {
      columns.push(`${table}.${name}`);
    }
  }
  const kept = tables.filter((name) => !name.endsWith('__temp_alter'));
  const isOfOld = (column: string) => !kept.includes(column.split('.')[0] ?? '');
  return { tables: kept, columns: columns.filter(isOfOld) };
}

describe('the changelog', () => {
  it('announces each change of the tables under Database', async () => {
    const { tables, columns } = announced(await readFile(join(root, 'CHANGELOG.md'), 'utf8'));
    const all = await made();
    assert.ok(all.tables.length > 20 && all.columns.length > 20);
    assert.deepEqual(
      all.tables.filter((name) => !tables.has(name)),
      [],
    );
    assert.deepEqual(
      all.columns.filter((name) => !columns.has(name)),
      [],
    );
    assert.deepEqual(
      [...tables].filter((name) => !all.tables.includes(name)),
      [],
    );
    assert.deepEqual(
      [...columns].filter((name) => !all.columns.includes(name)),
      [],
    );
  });
});
