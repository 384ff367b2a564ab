import { type Arrow, houses } from './rooms.ts';

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

/** How many arrows there are where all of the dashboard is one room, without those of the command. */
export function countArrows(table: Table): number {
  const apart = [...table]
    .filter(([from]) => houseOf(from) !== 'cli')
    .flatMap(([from, uses]) => uses.map((to) => [houseOf(from), houseOf(to)] as const))
    .filter(([from, to]) => from !== to);
  return new Set(apart.map((arrow) => arrow.join(' → '))).size;
}

/** The rooms outside of a house that are used in it. */
export function usedOutside(table: Table, house: string): Set<string> {
  const inside = [...table].filter(([from]) => houseOf(from) === house);
  return new Set(inside.flatMap(([, uses]) => uses.filter((to) => houseOf(to) !== house)));
}

/** A room, or the house that it is in. */
function houseOf(room: string): string {
  return houses.find((house) => room.startsWith(`${house}/`)) ?? room;
}

const arrowsOf = (table: Table) =>
  [...table].flatMap(([from, uses]) => uses.map((to) => `${from} → ${to}`));
