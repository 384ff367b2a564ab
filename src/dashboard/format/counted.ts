import { formatNumber } from './quantities.ts';

/** What a thing is called, and several are. */
export type Nouns = readonly [one: string, many: string];

/** What there is of each kind, as `4 releases`; nothing of kinds of which there is none, or that have no words. */
export function counted(
  counts: Readonly<Record<string, number>>,
  nouns: Readonly<Record<string, Nouns>>,
): readonly string[] {
  return Object.entries(nouns).flatMap(([kind, [one, many]]) => {
    const count = counts[kind] ?? 0;
    return count === 0 ? [] : [`${formatNumber(count)} ${count === 1 ? one : many}`];
  });
}
