import { randomInt } from 'node:crypto';

/** Without vowels, so that no word comes out, and nothing that looks like something else. */
const letters = 'BCDFGHJKLMNPQRSTVWXZ';

const length = 8;

/** A new code for a person to type: 8 letters, of 2.5 · 10^10. */
export function newUserCode(): string {
  return Array.from({ length }, () => letters.charAt(randomInt(letters.length))).join('');
}

/** A code as it is shown, `BCDF-GHJK`. */
export const shownCode = (code: string): string => `${code.slice(0, 4)}-${code.slice(4)}`;

/** A code as somebody has typed it, in whatever case, with or without the dash. */
export const typedCode = (text: string): string => text.toUpperCase().replace(/[\s-]/g, '');
