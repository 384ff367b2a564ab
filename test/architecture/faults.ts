import type { Arrow } from './rooms.ts';

/** Each room with those that it may use. */
export type Table = ReadonlyMap<string, readonly string[]>;

/** Rooms that have no row. */
export function unknownRooms(table: Table, rooms: Iterable<string>): string[] {
  return [...rooms].filter((room) => !table.has(room));
}

/** Imports that the table does not allow, in words. */
export function refusedArrows(table: Table, arrows: readonly Arrow[]): string[] {
  const refused = arrows.filter(({ from, to }) => !table.get(from)?.includes(to));
  return refused.map(({ file, from, to }) => `${file}: ${from} may not use ${to}`);
}

/** What the table allows and nobody does. */
export function unusedArrows(table: Table, arrows: readonly Arrow[]): string[] {
  const used = new Set(arrows.map(({ from, to }) => `${from} → ${to}`));
  return arrowsOf(table).filter((arrow) => !used.has(arrow));
}

/** The first circle that is found, in words; null: there is none. */
export function findCircle(table: Table): string | null {
  const settled = new Set<string>();
  const visit = (room: string, path: readonly string[]): string | null => {
    if (path.includes(room)) return [...path, room].join(' → ');
    if (settled.has(room)) return null;
    for (const used of table.get(room) ?? []) {
      const circle = visit(used, [...path, room]);
      if (circle) return circle;
    }
    settled.add(room);
    return null;
  };
  for (const room of table.keys()) {
    const circle = visit(room, []);
    if (circle) return circle;
  }
  return null;
}

/** How many arrows there are where all of the dashboard is one room. */
export function countArrows(table: Table): number {
  const house = (room: string) => (room.startsWith('dashboard/') ? 'dashboard' : room);
  const apart = [...table].flatMap(([from, uses]) =>
    uses.filter((to) => house(to) !== house(from)).map((to) => `${house(from)} → ${house(to)}`),
  );
  return new Set(apart).size;
}

const arrowsOf = (table: Table) =>
  [...table].flatMap(([from, uses]) => uses.map((to) => `${from} → ${to}`));
