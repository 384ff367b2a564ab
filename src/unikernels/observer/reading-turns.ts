import type { Label } from '../../albatross/names.ts';
import type { RegisteredUnikernel } from '../registry/registered-unikernel.ts';
import { isTold } from '../registry/told-state.ts';

type Due = Pick<RegisteredUnikernel, 'id' | 'key' | 'managed' | 'desired' | 'destroyedAt'>;

/** Consoles of a host that are read at once. */
const maxReadings = 4;

/** Chooses which consoles of a host are read next, so that what one account has there holds up no other. */
export class ReadingTurns {
  /** Accounts in the order of their last turns; those that had none are not in it. */
  #served: readonly Label[] = [];

  /**
   * The next ones of those that are due: each account's in turn, and of an account first what is told of, and what
   * was read least often.
   */
  next<U extends Due>(due: readonly U[], timesRead: (unikernel: U) => number): U[] {
    const ranked = due.toSorted(
      (one, other) =>
        Number(isTold(other)) - Number(isTold(one)) || timesRead(one) - timesRead(other),
    );
    const byAccount = Map.groupBy(ranked, ({ key }) => key.domain);
    const turns = [...byAccount.keys()].toSorted(
      (one, other) => this.#turnOf(one) - this.#turnOf(other),
    );
    const chosen: U[] = [];
    for (let round = 0; chosen.length < maxReadings && round < due.length; round += 1) {
      const those = turns.flatMap(
        (account) => byAccount.get(account)?.slice(round, round + 1) ?? [],
      );
      chosen.push(...those.slice(0, maxReadings - chosen.length));
    }
    const served = new Set(chosen.map(({ key }) => key.domain));
    this.#served = [
      ...this.#served.filter((account) => byAccount.has(account) && !served.has(account)),
      ...served,
    ];
    return chosen;
  }

  #turnOf(account: Label): number {
    return this.#served.indexOf(account);
  }
}
