/** A time as a service tells it, as RFC 3339 has it in UTC; null: it tells none. */
export function timeIn(text: string | null | undefined): string | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
