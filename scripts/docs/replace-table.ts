/** A page with these rows in its table that begins so. Throws where it has no such table. */
export function replaceTable(
  page: string,
  head: string,
  rows: readonly (readonly string[])[],
): string {
  const lines = page.split('\n');
  const at = lines.findIndex((line) => line.startsWith(head));
  if (at === -1) throw new Error(`there is no table that begins with ${head}`);
  const length = lines.slice(at).findIndex((line) => !line.startsWith('|'));
  const written = rows.map((cells) => `| ${cells.join(' | ')} |`);
  return lines.toSpliced(at + 2, length - 2, ...written).join('\n');
}
