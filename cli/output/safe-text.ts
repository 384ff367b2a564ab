import { stripVTControlCharacters } from 'node:util';

/** Controls, and what turns the direction of text: in a terminal they do more than being seen. */
const unsafe = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Text of others, as a line of a terminal. */
export function safeText(text: string): string {
  return stripVTControlCharacters(text).replace(unsafe, (character) =>
    character === '\t' ? character : '\ufffd',
  );
}

/** The same of several lines, each for itself. */
export const safeLines = (text: string): string => text.split('\n').map(safeText).join('\n');
