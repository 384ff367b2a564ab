import { excerpt } from '../base/excerpt.ts';

/** Longer than any that is asked for. */
const longest = 200;

/** Where something is in what a client sent, as `config.name`; the names may be the client's own. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return excerpt(path.map(String).join('.'), longest);
}
