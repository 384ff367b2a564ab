/**
 * What a message shows of a text that may be anybody's: at most `most` characters of it, without
 * controls and halves of characters.
 */
export function excerpt(text: string, most = 100): string {
  const shown = text
    .slice(0, most)
    .toWellFormed()
    .replace(/\p{Cc}/gu, '\ufffd');
  return text.length > most ? `${shown}…` : shown;
}
