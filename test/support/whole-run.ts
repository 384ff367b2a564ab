import { globSync } from 'node:fs';

/** What takes minutes, and would be waited for by itself at the end. */
const longest = ['test/release/tree.test.ts', 'test/dashboard/every-page.test.ts'];

/** Where most tests wait: for a process, a pause, what another server does. */
const waits = /^test\/(action|cli|database|faults|server|unikernels)\//;

/**
 * All files of tests, those that take long first: pages in a browser, which compute, spread among
 * those that wait. Side by side they leave a machine neither idle nor overrun, and the quick ones at
 * the end leave no process waiting for a long one.
 */
export function wholeRun(): string[] {
  const all = globSync('test/**/*.test.ts').sort();
  const files = all.filter((file) => !longest.includes(file));
  const pages = files.filter((file) => file.startsWith('test/dashboard/'));
  const first = new Set(
    spread(
      pages,
      files.filter((file) => waits.test(file)),
    ),
  );
  return [...longest, ...first, ...files.filter((file) => !first.has(file))];
}

/** The items of both, mixed so that each lasts until the end. */
function spread<T>(some: readonly T[], others: readonly T[]): T[] {
  const placed = [some, others].flatMap((items) =>
    items.map((item, at) => ({ item, place: (at + 0.5) / items.length })),
  );
  return placed.sort((a, b) => a.place - b.place).map(({ item }) => item);
}
