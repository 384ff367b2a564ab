/** Of one line and not long, without what no database or terminal takes; empty where nothing is left. */
export function cleanName(name: string): string {
  const clean = name
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
  return [...clean].slice(0, 100).join('');
}
