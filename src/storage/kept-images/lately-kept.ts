/** Milliseconds within which what nothing refers to has been removed. */
const window = 2 * 3600 * 1000;

/** What has been kept of one account lately. */
interface Kept {
  readonly at: number;
  readonly size: number;
}

/** Counts what was kept for each account lately, whether or not anything refers to it by now. */
export class LatelyKept {
  readonly #byAccount = new Map<string, Kept[]>();

  /** Octets of an account. */
  of(account: string, now: Date): number {
    this.#forgetOld(now);
    return (this.#byAccount.get(account) ?? []).reduce((sum, { size }) => sum + size, 0);
  }

  add(account: string, size: number, now: Date): void {
    const kept = this.#byAccount.get(account) ?? [];
    this.#byAccount.set(account, [...kept, { at: now.getTime(), size }]);
  }

  #forgetOld(now: Date): void {
    for (const [account, kept] of this.#byAccount) {
      const late = kept.filter(({ at }) => at > now.getTime() - window);
      if (late.length === 0) this.#byAccount.delete(account);
      else this.#byAccount.set(account, late);
    }
  }
}
