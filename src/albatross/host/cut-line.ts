/** Octets of a console's line that are taken; hosts send at most about 512. */
export const maxLine = 4096;

const mark = ' … (cut)';
const encoder = new TextEncoder();

/** A line, of which one that is too long keeps its beginning, whole characters, and gets a mark. */
export function cutLine(line: string): string {
  if (line.length * 3 <= maxLine) return line;
  const kept = Buffer.alloc(maxLine);
  const { read, written } = encoder.encodeInto(line, kept);
  if (read === line.length) return line;
  // Decoded anew: a slice would keep all of the line in memory.
  return kept.toString('utf8', 0, written) + mark;
}
