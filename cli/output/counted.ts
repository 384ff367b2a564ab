/**
 * What there is of each kind, as `releases (4)`; nothing of kinds of which there is none. Kinds that only a newer
 * server knows are called by its name for them.
 */
export function counted(
  counts: Readonly<Record<string, number>>,
  kinds: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(counts).flatMap(([kind, count]) =>
    count === 0 ? [] : [`${kinds[kind] ?? kind} (${count})`],
  );
}
