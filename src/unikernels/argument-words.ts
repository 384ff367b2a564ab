import { type FieldError, Problem } from '../base/errors.ts';

/**
 * A tender joins all arguments with spaces; MirageOS takes them apart again as a shell does: at white
 * space that is neither quoted nor escaped by `\`. What is then empty is left out
 * (docs/albatross-protocol.md, section 5).
 */
const word = /^(?:[^ \t-\r'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+$/s;
/** Quotes around nothing. */
const nothing = /^(?:''|"")*$/;

/** Whether an argument reaches a unikernel as one, and takes no part of the next one with it. */
export const isOneWord = (text: string): boolean => word.test(text) && !nothing.test(text);

/** How an argument has to be written so that a unikernel of MirageOS reads just that text. */
export const escaped = (text: string): string => text.replace(/[ \t-\r'"\\]/g, '\\$&');

/**
 * What becomes of an argument that is not one word; null where it is one. Nothing of its text is in it:
 * that may be a secret, and refusals are recorded.
 */
export function argumentFault(text: string): string | null {
  if (isOneWord(text)) return null;
  if (nothing.test(text)) return 'is empty by the time it reaches the unikernel: leave it out';
  return (
    'would not reach the unikernel as one argument: put a backslash before white space, quotes and ' +
    'backslashes that are part of it'
  );
}

/**
 * Refuses arguments that would become something else; those that the unikernel has already may stay.
 * Throws `malformed-request`.
 */
export function expectWords(given: readonly string[], kept: readonly string[]): void {
  const errors = given.flatMap((text, index): FieldError[] => {
    const message = kept.includes(text) ? null : argumentFault(text);
    return message === null ? [] : [{ path: `arguments.${index}`, message }];
  });
  const [first] = errors;
  if (!first) return;
  throw new Problem('malformed-request', `${first.path} ${first.message}.`, { errors });
}
