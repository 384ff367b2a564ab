import type { Label } from '../albatross/names.ts';
import { labelField } from '../http/fields.ts';
import { malformed } from './mollymawk-problem.ts';

/** A text as a label, folded to lower case; else the 400 that begins with `prefix`, with its title. */
export function readLabel(text: string, prefix: string, title?: string): Label {
  const parsed = labelField.safeParse(text);
  if (parsed.success) return parsed.data;
  const detail = `${prefix} invalid label (only [a-zA-Z0-9-.] allowed, 1 to 63 chars)`;
  throw malformed(detail, title === undefined ? {} : { title });
}
