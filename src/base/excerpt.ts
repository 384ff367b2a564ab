/**
 * What a message shows of a text that may be anybody's: at most `max` characters of it, without
 * controls and halves of characters.
 */
export function excerpt(text: string, max = 100): string {
  const shown = text
    .slice(0, max)
    .toWellFormed()
    .replace(/\p{Cc}/gu, '\ufffd');
  return text.length > max ? `${shown}…` : shown;
}
