/** A part of a form: text, or a file. */
export type FormPart = readonly [string, string | Buffer];

/** Parts in their order; those with octets are files. */
export function formOf(parts: readonly FormPart[]): FormData {
  const form = new FormData();
  for (const [name, value] of parts) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, new Blob([new Uint8Array(value)]), 'file');
  }
  return form;
}

/** Every order of a few parts. */
export function ordersOf<T>(parts: readonly T[]): T[][] {
  if (parts.length <= 1) return [[...parts]];
  return parts.flatMap((first, index) =>
    ordersOf(parts.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
  );
}

/** The same parts with some replaced, added or, where null is given, left out. */
export function changed(
  parts: readonly FormPart[],
  changes: Readonly<Record<string, string | Buffer | null>>,
): FormPart[] {
  const names = new Set([...parts.map(([name]) => name), ...Object.keys(changes)]);
  const given = Object.fromEntries(parts);
  return [...names].flatMap((name): FormPart[] => {
    const value = name in changes ? changes[name] : given[name];
    return value === null || value === undefined ? [] : [[name, value]];
  });
}
