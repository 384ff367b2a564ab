import type { Named } from '../messages.ts';
import type { Name, Path } from '../names.ts';
import type { Domain } from '../transport.ts';

export const pathOf = (domains: readonly Domain[]): Path => domains.map(({ label }) => label);

/**
 * A name from a list, which is relative to the path that was asked
 * (docs/albatross-protocol.md, section 5), seen from the root of the transport. A delegated CA's
 * prefix is in neither.
 */
export const absoluteName = (path: Path, { path: below, label }: Name): Name => ({
  path: [...path, ...below],
  label,
});

export const absoluteNames = <T>(
  domains: readonly Domain[],
  list: readonly Named<T>[],
): Named<T>[] => {
  const path = pathOf(domains);
  return list.map(({ name, value }) => ({ name: absoluteName(path, name), value }));
};
