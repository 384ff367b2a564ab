import type * as z from 'zod';

/** What is wrong with a member of a value. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  /** Words that follow the member's name. */
  readonly message: string;
}

/** What a schema found, member by member: each that is not known by itself, and of alternatives the one that fits furthest. */
export function listFaults(
  issue: z.core.$ZodIssue,
  above: readonly PropertyKey[] = [],
): readonly Fault[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: 'is not known here' }));
  }
  const [alternative] = issue.code === 'invalid_union' ? byDepth(issue.errors) : [];
  if (alternative?.some((inner) => inner.path.length > 0)) {
    return alternative.flatMap((inner) => listFaults(inner, path));
  }
  return [{ path, message: issue.message }];
}

/** Of a union's alternatives first the one that fits furthest. */
function byDepth(alternatives: readonly (readonly z.core.$ZodIssue[])[]) {
  const depth = (issues: readonly z.core.$ZodIssue[]) =>
    Math.max(0, ...issues.map(({ path }) => path.length));
  return [...alternatives].sort((a, b) => depth(b) - depth(a));
}
