/** A part of a text, and whether it is what was searched for. */
export interface MatchPart {
  readonly text: string;
  readonly isMatch: boolean;
}

/** A text, split where it holds `wanted`, upper and lower case being the same. */
export function splitMatches(text: string, wanted: string): MatchPart[] {
  if (wanted === '') return [{ text, isMatch: false }];
  const folded = text.toLowerCase();
  const needle = wanted.toLowerCase();
  if (folded.length !== text.length) return [{ text, isMatch: false }]; // places do not agree
  const parts: MatchPart[] = [];
  let at = 0;
  for (let found = folded.indexOf(needle); found !== -1; found = folded.indexOf(needle, at)) {
    if (found > at) parts.push({ text: text.slice(at, found), isMatch: false });
    at = found + needle.length;
    parts.push({ text: text.slice(found, at), isMatch: true });
  }
  if (at < text.length) parts.push({ text: text.slice(at), isMatch: false });
  return parts;
}
