import { readFileSync } from 'node:fs';

/**
 * The 10,000 commonest passwords of at least 8 characters, in lower case, out of the npm package
 * `@zxcvbn-ts/language-common` 4.1.3 (MIT, common-passwords.license.txt).
 */
const file = new URL('common-passwords.txt', import.meta.url);
const commonest = new Set(readFileSync(file, 'utf8').trimEnd().split('\n'));

/** Whether a password is among the first that anybody tries, in whatever case. */
export function isCommonPassword(password: string): boolean {
  return commonest.has(password.toLowerCase());
}
