/** How long a request may go on with a credential that has expired since: 6 hours, in milliseconds. */
const longestRequest = 6 * 3_600_000;

/**
 * The time by which it is judged whether a credential has expired: that at which the request was taken in
 * which it belongs to, so that an upload, a download or a deployment that waits for its turn outlives a
 * token of 15 minutes. What was revoked ends at once all the same.
 */
export function judgedAt(admittedAt: Date | null | undefined, now: Date): Date {
  const age = admittedAt ? now.getTime() - admittedAt.getTime() : 0;
  return admittedAt && age >= 0 && age <= longestRequest ? admittedAt : now;
}
