/** The lines of a field that are not empty: one text a line, spaces inside kept. */
export function splitLines(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

/** Texts as a field that has one a line. */
export function joinLines(texts: readonly string[]): string {
  return texts.join('\n');
}
