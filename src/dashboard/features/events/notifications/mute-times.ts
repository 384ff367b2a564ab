const hour = 3_600_000;

/** For how long something can be muted. */
export const muteTimes = [
  { label: '1 hour', milliseconds: hour },
  { label: '8 hours', milliseconds: 8 * hour },
  { label: '1 day', milliseconds: 24 * hour },
  { label: '7 days', milliseconds: 7 * 24 * hour },
] as const;

/** So many milliseconds from now on, RFC 3339. */
export const inSoMany = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
