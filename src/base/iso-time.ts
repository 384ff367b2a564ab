/** What dates were written as before: lists write the same ones again and again. */
const written = new WeakMap<Date, string>();

/** A date that nobody changes any more as RFC 3339 has it. Throws `RangeError` for one that is none. */
export function isoTime(date: Date): string {
  const before = written.get(date);
  if (before !== undefined) return before;
  const text = date.toISOString();
  written.set(date, text);
  return text;
}
