import type { EventSubscriber, TransactionEventArgs } from '@mikro-orm/core';
import type { EntityManager } from '../database.ts';

/** Transactions in which an event was recorded; they are forgotten with these. */
const recorded = new WeakSet<object>();

/** Marks the transaction of `em` as one with an event. */
export function noteRecorded(em: EntityManager): void {
  const transaction = em.getTransactionContext();
  if (transaction) recorded.add(transaction);
}

/** Calls `action` after each commit with an event. */
export class CommitsWithEvents implements EventSubscriber {
  readonly #action: () => void;

  constructor(action: () => void) {
    this.#action = action;
  }

  afterTransactionCommit({ transaction }: TransactionEventArgs): void {
    if (transaction && recorded.delete(transaction)) this.#action();
  }
}
