/** What a form began with and what it holds now, as the API has them. */
export interface Edit<Body extends object> {
  readonly before: Body;
  readonly after: Body;
}

/**
 * The members that differ, the only ones to be sent: a field that nobody touched changes nothing,
 * although it may show less than what is kept (a day for a moment), and somebody else may have
 * changed that meanwhile. Both bodies have to be made by the same function.
 */
export function changesOf<Body extends object>({ before, after }: Edit<Body>): Partial<Body> {
  const changes: Partial<Body> = {};
  for (const name of namesOf(after)) {
    if (JSON.stringify(after[name]) !== JSON.stringify(before[name])) changes[name] = after[name];
  }
  return changes;
}

function namesOf<Body extends object>(body: Body): (keyof Body)[] {
  const names: (keyof Body)[] = [];
  for (const name in body) names.push(name);
  return names;
}
