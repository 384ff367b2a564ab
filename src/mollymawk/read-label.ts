import type { Label } from '../albatross/names.ts';
import { labelField } from '../http/fields.ts';
import { malformed } from './mollymawk-problem.ts';

/** A text as a label, folded to lower case; else the 400 that begins with `prefix`. */
export function readLabel(text: string, prefix: string): Label {
  const parsed = labelField.safeParse(text);
  if (parsed.success) return parsed.data;
  throw malformed(`${prefix} invalid label (only [a-zA-Z0-9-.] allowed, 1 to 63 chars)`);
}
