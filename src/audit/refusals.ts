import { addressKey } from '../base/network-address.ts';
import type { EntityManager } from '../database/database.ts';
import { Account, Domain } from '../identity/accounts/entity.ts';
import { AuditEvent } from './entity.ts';
import type { NewEvent } from './event.ts';

/** How long refusals that are alike count as one event: an hour, in milliseconds. */
const period = 60 * 60 * 1000;

/** How many kinds of refusals are told apart within it; where accounts are known, of each. */
const maxKinds = 200;

/** Once there are so many of all accounts, how many are told apart of each: nobody uses up what is another's. */
const manyKinds = 4_000;
const maxKindsAmongMany = 10;

interface Tally {
  /** The first one. */
  readonly first: NewEvent;
  /** The row that it is written to; null: none yet. */
  id: number | null;
  count: number;
  written: number;
  lastAt: Date;
}

/**
 * Counts refusals that are alike within an hour as one event, so that whoever guesses cannot fill
 * the database. Where there are too many kinds of them, addresses and tokens are told apart no
 * longer: of that account alone, where it is known.
 */
export class Refusals {
  readonly #tallies = new Map<string, Tally>();
  readonly #byAccount: boolean;
  /** How many tallies there are of each account. */
  readonly #ofAccounts = new Map<string | null, number>();
  #ended: Tally[] = [];

  /**
   * `byAccount`: refusals of known callers are also distinguished by what they are about; when there are too
   * many kinds, by account only.
   */
  constructor({ byAccount = false } = {}) {
    this.#byAccount = byAccount;
  }

  /** Whether an identical one was counted within the hour. */
  isKnown(event: NewEvent): boolean {
    this.#expire(event.at);
    return this.#tallies.has(this.#placeOf(event).key);
  }

  /** Counts one; it is in the database after the next `write`. */
  add(event: NewEvent): void {
    this.#expire(event.at);
    const tally = this.#tallyFor(event);
    tally.count += event.count;
    tally.lastAt = event.at;
  }

  /** Whether something was counted that is not written yet. */
  get hasUnwritten(): boolean {
    return this.#unwritten().length > 0;
  }

  /** Writes what was counted, in a transaction; to call what it gives once that is committed. */
  async write(em: EntityManager): Promise<() => void> {
    const changed = this.#unwritten();
    const committed: (() => void)[] = [];
    for (const tally of changed) {
      const { count } = tally;
      const id = await writeTally(em, tally);
      committed.push(() => Object.assign(tally, { id, written: count }));
    }
    return () => {
      for (const settle of committed) settle();
      this.#ended = this.#ended.filter(isUnwritten);
    };
  }

  #unwritten(): Tally[] {
    return [...this.#ended, ...this.#tallies.values()].filter(isUnwritten);
  }

  #expire(now: Date): void {
    for (const [key, tally] of this.#tallies) {
      if (now.getTime() < tally.first.at.getTime() + period) continue;
      this.#tallies.delete(key);
      this.#countOf(tally.first, -1);
      if (isUnwritten(tally)) this.#ended.push(tally);
    }
  }

  #tallyFor(event: NewEvent): Tally {
    const { key, first } = this.#placeOf(event);
    return this.#tallies.get(key) ?? this.#begin(key, first);
  }

  /** The tally that one belongs to, and what it would begin with. */
  #placeOf(event: NewEvent): { readonly key: string; readonly first: NewEvent } {
    const key = this.#keyOf(event);
    if (this.#tallies.has(key) || !this.#isFullFor(event)) return { key, first: event };
    const coarse = coarseKeyOf(event, this.#byAccount);
    return { key: coarse, first: fromMany(event, this.#byAccount) };
  }

  #keyOf(event: NewEvent): string {
    return this.#byAccount ? keyOf(event, event.object, event.domain) : keyOf(event);
  }

  #isFullFor({ accountId }: NewEvent): boolean {
    const { size } = this.#tallies;
    if (!this.#byAccount) return size >= maxKinds;
    const max = size < manyKinds ? maxKinds : maxKindsAmongMany;
    return (this.#ofAccounts.get(accountId) ?? 0) >= max;
  }

  #countOf({ accountId }: NewEvent, more: 1 | -1): void {
    const count = (this.#ofAccounts.get(accountId) ?? 0) + more;
    if (count > 0) this.#ofAccounts.set(accountId, count);
    else this.#ofAccounts.delete(accountId);
  }

  #begin(key: string, first: NewEvent): Tally {
    const tally = { first, id: null, count: 0, written: 0, lastAt: first.at };
    this.#tallies.set(key, tally);
    this.#countOf(first, 1);
    return tally;
  }
}

const isUnwritten = ({ count, written }: Tally): boolean => count > written;

function keyOf(event: NewEvent, ...more: readonly (string | null)[]): string {
  const { action, outcome, address, accountId, tokenName, tokenPrefix } = event;
  const from = address ? addressKey(address) : null;
  return JSON.stringify([action, outcome, from, accountId, tokenName, tokenPrefix, ...more]);
}

/** Bounded, since there are so many actions, codes and accounts only. */
const coarseKeyOf = ({ action, outcome, accountId }: NewEvent, byAccount: boolean): string =>
  JSON.stringify([action, outcome, ...(byAccount ? [accountId] : [])]);

function fromMany(event: NewEvent, byAccount: boolean): NewEvent {
  const nobody = { accountId: null, accountName: null, credential: null };
  const many = { address: null, tokenName: null, tokenPrefix: null, object: '' };
  return { ...event, ...(!byAccount && nobody), ...many };
}

async function writeTally(em: EntityManager, tally: Tally): Promise<number> {
  const { id, count, lastAt, first } = tally;
  if (id !== null) {
    await em.nativeUpdate(AuditEvent, { id }, { count, lastAt });
    return id;
  }
  const accountName = first.accountName ?? (await nameOf(em, first.accountId));
  return await em.insert(AuditEvent, { ...first, accountName, count, lastAt });
}

/** An account's name, also of one that is deleted. */
async function nameOf(em: EntityManager, accountId: string | null): Promise<string | null> {
  if (accountId === null) return null;
  const account = await em.findOne(Account, { id: accountId });
  return (account ?? (await em.findOne(Domain, { accountId })))?.name ?? null;
}
