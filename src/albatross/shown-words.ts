/** More than any of albatross's own sentences. */
const maxWords = 1_000;

/**
 * A host's words as they may be shown, stored and logged: the beginning of whatever it sent, without control
 * characters, which a terminal would obey.
 */
export function shownWords(words: string): string {
  return firstWords(words)
    .toWellFormed()
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\ufffd');
}

/** Their beginning, as they are. */
export function firstWords(words: string): string {
  return words.length > maxWords ? `${words.slice(0, maxWords)}…` : words;
}
