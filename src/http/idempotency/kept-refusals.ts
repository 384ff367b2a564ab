/** Refusals whose answers are kept of an account in an hour. */
const mostOfAccount = 1_000;
const hour = 3600_000;

/**
 * Counts the refusals that are kept, by account: what was refused changed nothing, so that beyond the
 * limit it may as well be tried again, and nobody fills the database with them.
 */
export class KeptRefusals {
  #counts = new Map<string, number>();
  #hour = 0;

  /** Whether one more may be kept, which then is one. */
  mayKeep(accountId: string, now: Date): boolean {
    const current = Math.floor(now.getTime() / hour);
    if (current !== this.#hour) this.#counts = new Map();
    this.#hour = current;
    const count = (this.#counts.get(accountId) ?? 0) + 1;
    this.#counts.set(accountId, count);
    return count <= mostOfAccount;
  }
}
