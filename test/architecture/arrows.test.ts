import assert from 'node:assert/strict';
import { readArrows, readRooms, readTable, roomOf } from './rooms.ts';

const table = readTable();
const arrows = readArrows();

/** A room's row; features have one row together, unless one of them has its own. */
const rowOf = (room: string) =>
  table.has(room) ? room : room.replace(/^(dashboard\/features)\/.+/, '$1/*');

describe('rooms', () => {
  it('are all in the table', () => {
    const unknown = [...readRooms()].filter((room) => !table.has(rowOf(room)));
    assert.deepEqual(unknown, []);
  });

  it('use only those that the table lets them use', () => {
    const refused = arrows.filter(({ from, to }) => !table.get(rowOf(from))?.includes(rowOf(to)));
    const told = refused.map(({ file, from, to }) => `${file}: ${from} may not use ${to}`);
    assert.deepEqual(told, []);
  });

  it('use all that the table says', () => {
    const used = new Set(arrows.map(({ from, to }) => `${rowOf(from)} ${rowOf(to)}`));
    const said = [...table].flatMap(([from, uses]) => uses.map((to) => `${from} ${to}`));
    assert.deepEqual(
      said.filter((arrow) => !used.has(arrow)),
      [],
    );
  });

  it('stand on each other without a circle', () => {
    const settled = new Set<string>();
    const visit = (room: string, path: readonly string[]): void => {
      assert.ok(!path.includes(room), `a circle: ${[...path, room].join(' → ')}`);
      if (settled.has(room)) return;
      for (const used of table.get(room) ?? []) visit(used, [...path, room]);
      settled.add(room);
    };
    for (const room of table.keys()) visit(room, []);
  });

  it('are at most 100 arrows apart, the dashboard being one of them', () => {
    const server = [...table].filter(([room]) => !room.startsWith('dashboard'));
    assert.ok(server.flatMap(([, uses]) => uses).length <= 100);
  });

  it('are told by the path of a file', () => {
    assert.equal(roomOf('main.ts'), 'main.ts');
    assert.equal(roomOf('hosts/policies/entity.ts'), 'hosts');
    assert.equal(roomOf('dashboard/app.tsx'), 'dashboard');
    assert.equal(roomOf('dashboard/layout/page.ts'), 'dashboard/layout');
    assert.equal(roomOf('dashboard/features/tokens/token-form.tsx'), 'dashboard/features/tokens');
  });
});
