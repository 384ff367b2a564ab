import { CheckFault } from './check-fault.ts';
import type { ConsoleCheck } from './schema.ts';

/** Lets what came until now pass, or not; null: the host does not show the console. Throws `CheckFault`. */
export function checkConsole(check: ConsoleCheck, lines: readonly string[] | null): string {
  if (lines === null) throw new CheckFault('The console cannot be read.', { doubt: 'unseen' });
  const hasCome = lines.some((line) => isMeant(check, line));
  if (check.must === 'come') {
    if (hasCome) return 'The line has come.';
    throw new CheckFault('The line has not come.');
  }
  if (!hasCome) return 'The line has not come.';
  throw new CheckFault('A line came that must not come.');
}

function isMeant({ text, pattern }: ConsoleCheck, line: string): boolean {
  if (pattern !== undefined) return hasMatch(pattern, line);
  return text !== undefined && line.includes(text);
}

/** Whether the parts between the `*` follow one another: in a time that grows with the line alone. */
function hasMatch(pattern: string, line: string): boolean {
  let position = 0;
  for (const part of pattern.split('*')) {
    const found = line.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return true;
}
