// What may go wrong with the server.

/** There was no answer: what was asked may have been done all the same. */
export class NoAnswer extends Error {}

/** What the server refused, in its own words (RFC 9457). */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {Record<string, unknown>} problem
   * @param {string} [retryAfter] The header: seconds, where it makes sense to ask again.
   */
  constructor(status, problem, retryAfter = '') {
    const { code, detail, requestId } = problem;
    super(`${status} ${code}: ${detail} (request ${requestId})`);
    this.code = `${code}`;
    this.retryAfter = /^\d+$/.test(retryAfter) ? Number(retryAfter) : null;
  }
}
