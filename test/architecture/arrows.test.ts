import assert from 'node:assert/strict';
import {
  countArrows,
  findCircle,
  refusedArrows,
  type Table,
  unknownRooms,
  unusedArrows,
  usedOutside,
} from './faults.ts';
import { readArrows, readRooms, readTable, roomOf } from './rooms.ts';

const table = readTable();
const arrows = readArrows();

/** The table with another row. */
const withRow = (room: string, uses: readonly string[]): Table => new Map([...table, [room, uses]]);
const usesOf = (room: string) => table.get(room) ?? [];

describe('rooms', () => {
  it('are all in the table, and none is in it that does not exist', () => {
    const rooms = readRooms();
    assert.deepEqual(unknownRooms(table, rooms), []);
    assert.deepEqual(new Set(table.keys()), rooms);
  });

  it('use only those that the table lets them use', () => {
    assert.deepEqual(refusedArrows(table, arrows), []);
  });

  it('use all that the table says', () => {
    assert.deepEqual(unusedArrows(table, arrows), []);
  });

  it('stand on each other without a circle', () => {
    assert.equal(findCircle(table), null);
  });

  it('have at most 100 arrows between them, all of the dashboard being one, the command left out', () => {
    assert.ok(countArrows(table) <= 100, `${countArrows(table)}`);
  });

  it('of the command use nothing of the server, but what reads images, explains a refused value and knows what was meant', () => {
    assert.deepEqual(usedOutside(table, 'cli'), new Set(['base', 'solo5']));
    const ofBase = arrows.filter(({ from, to }) => from.startsWith('cli') && to === 'base');
    assert.deepEqual(
      new Set(ofBase.map(({ file }) => file)),
      new Set([
        'cli/commands/unikernels/place.ts',
        'cli/commands/unknown-host.ts',
        'cli/commands/volumes/place.ts',
        'cli/files/read-project.ts',
      ]),
    );
  });

  it('are told by the path of a file', () => {
    assert.equal(roomOf('main.ts'), 'main.ts');
    assert.equal(roomOf('hosts/policies/entity.ts'), 'hosts');
    assert.equal(roomOf('dashboard/app.tsx'), 'dashboard');
    assert.equal(roomOf('dashboard/layout/page.ts'), 'dashboard/layout');
    assert.equal(roomOf('dashboard/features/tokens/token-form.tsx'), 'dashboard/features/tokens');
    assert.equal(roomOf('cli/main.ts'), 'cli');
    assert.equal(roomOf('cli/commands/images/inspect.ts'), 'cli/commands');
  });
});

describe('a false table of rooms', () => {
  it('lacks a feature that is new', () => {
    const room = 'dashboard/features/new';
    assert.deepEqual(unknownRooms(table, [...readRooms(), room]), [room]);
    const arrow = { file: `${room}/page.tsx`, from: room, to: 'dashboard/api' };
    const told = `${arrow.file}: ${room} may not use dashboard/api`;
    assert.deepEqual(refusedArrows(table, [arrow]), [told]);
  });

  it('lacks an arrow that is used', () => {
    const lacking = withRow(
      'unikernels',
      usesOf('unikernels').filter((to) => to !== 'volumes'),
    );
    const refused = refusedArrows(lacking, arrows);
    assert.ok(refused.length > 0);
    for (const told of refused)
      assert.match(told, /^unikernels\/.*: unikernels may not use volumes$/);
  });

  it('has an arrow that nobody uses', () => {
    const generous = withRow('base', ['albatross']);
    assert.deepEqual(unusedArrows(generous, arrows), ['base → albatross']);
  });

  it('leads in a circle', () => {
    assert.match(`${findCircle(withRow('base', ['http']))}`, /^(?=.*base).* → .* → /);
    assert.match(`${findCircle(withRow('base', ['base']))}`, /base → base$/);
  });

  it('has more arrows with each that leads out of the dashboard, and not with those inside', () => {
    const inside = withRow('dashboard/layout', [...usesOf('dashboard/layout'), 'dashboard']);
    assert.equal(countArrows(inside), countArrows(table));
    const outside = withRow('dashboard/layout', [...usesOf('dashboard/layout'), 'albatross']);
    assert.equal(countArrows(outside), countArrows(table) + 1);
  });
});
