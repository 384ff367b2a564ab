/** What a name pattern may consist of: label characters and `*`. */
const patternForm = /^[a-z0-9.*-]{1,64}$/;

/** Whether a text, as it stands, is a name pattern: of label characters and `*`, 1 to 64 of them. */
export function isPattern(text: string): boolean {
  return patternForm.test(text);
}

/**
 * Whether one of the patterns covers all of `subject`: a name, or another pattern. `*` stands for
 * any run of label characters, none included. A pattern's own `*` can only fall to a `*`, never to
 * a letter, so that whatever a covered pattern matches, the covering one matches too.
 */
export function matchesAny(patterns: readonly string[], subject: string): boolean {
  return patterns.some((pattern) => matches(pattern, subject));
}

function matches(pattern: string, subject: string): boolean {
  const [head = '', ...rest] = pattern.split('*');
  const tail = rest.pop();
  if (tail === undefined) return pattern === subject;
  const end = subject.length - tail.length;
  if (end < head.length || !subject.startsWith(head) || !subject.endsWith(tail)) return false;
  let position = head.length;
  for (const part of rest) {
    const found = subject.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return position <= end;
}
