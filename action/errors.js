// What may go wrong with the server.

/** The statuses of the server's own refusals that pass. */
export const temporary = new Set([429, 502, 503, 504]);

/**
 * Whether what something before the server answers may pass: any fault of that, as Cloudflare's own statuses
 * up to 526, but one of what it is asked for (RFC 9110 section 15.6).
 * @param {number} status
 */
export function isPassing(status) {
  if (status === 408 || status === 429) return true;
  return status >= 500 && status !== 501 && status !== 505;
}

/** There was no answer of the server's: what was asked may have been done all the same. */
export class NoAnswer extends Error {
  /**
   * @param {string} message
   * @param {ErrorOptions & { retryAfter?: number | null }} [options] Seconds after which whoever did
   *   answer wants to be asked again.
   */
  constructor(message, { retryAfter = null, ...options } = {}) {
    super(message, options);
    this.retryAfter = retryAfter;
  }
}

/** What the server refused, in its own words (RFC 9457). */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {Record<string, unknown>} problem
   * @param {number | null} [retryAfter] Seconds, where it makes sense to ask again.
   */
  constructor(status, problem, retryAfter = null) {
    const { code, detail, requestId } = problem;
    const end = code === 'rolled-back' ? ' The unikernel is as it was before.' : '';
    super(`${status} ${code}: ${detail}${end} (request ${requestId})`);
    this.status = status;
    this.code = `${code}`;
    this.retryAfter = retryAfter;
    /** Whether the server has the content, and goes on sending it to its host. */
    this.isKept = problem.kept === true;
    /** What was done until then. @type {import('./operations.js').Step[]} */
    this.steps = Array.isArray(problem.steps) ? problem.steps : [];
    /** What the unikernel wrote last, where that may be shown. @type {readonly string[]} */
    this.lines = [];
  }
}
