import { globSync } from 'node:fs';

/**
 * All files of tests, those that take long first: pages in a browser, which compute, by turns with
 * whole servers, which wait. Side by side they leave a machine neither idle nor overrun.
 */
export function wholeRun(): string[] {
  const files = globSync('test/**/*.test.ts').sort();
  const pages = files.filter((file) => file.startsWith('test/dashboard/'));
  const servers = files.filter((file) => /^test\/(server|faults)\//.test(file));
  const first = new Set(byTurns(pages, servers));
  return [...first, ...files.filter((file) => !first.has(file))];
}

/** The items of both, mixed, until each has come to its end. */
function byTurns<T>(some: readonly T[], others: readonly T[]): T[] {
  const longest = Math.max(some.length, others.length);
  return Array.from({ length: longest }, (_, at) => [some[at], others[at]])
    .flat()
    .filter((item) => item !== undefined);
}
