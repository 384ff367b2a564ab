/** Refusals per account and hour whose answers are kept. */
const maxOfAccount = 1_000;
const hour = 3600_000;

/**
 * Counts the refusals that are kept, by account, so that nobody fills the database with them. A refused request
 * changed nothing, so beyond the limit it may as well be tried again.
 */
export class KeptRefusals {
  #counts = new Map<string, number>();
  #hour = 0;

  /** Whether one more may be kept; if so, counts it. */
  mayKeep(accountId: string, now: Date): boolean {
    const current = Math.floor(now.getTime() / hour);
    if (current !== this.#hour) this.#counts = new Map();
    this.#hour = current;
    const count = (this.#counts.get(accountId) ?? 0) + 1;
    this.#counts.set(accountId, count);
    return count <= maxOfAccount;
  }
}
