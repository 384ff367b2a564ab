const minute = 60_000;

/** A time in RFC 3339 as a field for a local time has it, `2026-11-22T09:30`; '' for none. */
export function toLocal(time: string | undefined): string {
  const at = time === undefined ? Number.NaN : Date.parse(time);
  if (Number.isNaN(at)) return '';
  const offset = new Date(at).getTimezoneOffset() * minute;
  return new Date(at - offset).toISOString().slice(0, 16);
}

/** What such a field holds as RFC 3339 in UTC; '' for none. */
export function fromLocal(text: string): string {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? '' : at.toISOString();
}
