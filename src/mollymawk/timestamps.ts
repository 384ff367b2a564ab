/**
 * A time as mollymawk writes it: RFC 3339 in whole seconds with an unknown offset, as
 * `2025-12-09 05:12:11-00:00`. Consoles have `T` for a separator.
 */
export function formatTimestamp(time: Date, separator: ' ' | 'T' = ' '): string {
  const [date, clock] = time.toISOString().split('T');
  return `${date}${separator}${clock?.slice(0, 8)}-00:00`;
}
