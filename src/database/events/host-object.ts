/** Fits what is about a host, or about something on it, by its address below `/api/v1`. */
export function hostObject(host: string) {
  const object = `hosts/${host}`;
  return { $or: [{ object }, { object: { $like: `${object}/%` } }] };
}

/** The address of such a thing on a host that is called otherwise, as SQL with its parameters. */
export function movedObject(
  from: string,
  to: string,
  column = 'object',
): [sql: string, parameters: unknown[]] {
  return [`? || substr(${column}, ${`hosts/${from}`.length + 1})`, [`hosts/${to}`]];
}
