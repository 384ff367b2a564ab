import type { Database } from '../../../../src/database/database.ts';
import { type Claim, Idempotency } from '../../../../src/http/idempotency/idempotency.ts';
import type { Outcome } from '../../../../src/http/idempotency/keepable.ts';
import type { Reply } from '../../../../src/http/reply.ts';
import { tokenActor } from '../../../support/actors.ts';
import { openTables } from '../../../support/open-tables.ts';

/** What is answered where a test does not care. */
export const reply: Reply = {
  status: 201,
  headers: { 'content-type': 'text/plain' },
  body: 'done',
};

/** How something ends that was done as it was asked. */
export const done = (answer: Reply): Outcome => ({ reply: answer, problem: null, whole: true });

/** A request under a key, as alice's token asks for it. */
export function claim(change: Partial<Claim> = {}): Claim {
  const asked = ['POST', '/runs'];
  return { caller: tokenActor([]), key: 'k', asked, showsSecret: false, ...change };
}

/** What remembers answers, on a database of its own for each test of the surrounding `describe`. */
export function useOnce() {
  let database: Database;
  let now: Date;
  let runs: number;
  let idempotency: Idempotency;
  beforeEach(async () => {
    database = await openTables({ memory: true });
    now = new Date('2026-11-22T12:00:00Z');
    runs = 0;
    idempotency = new Idempotency(database, () => now);
  });
  afterEach(() => database.close());

  const once = (
    change: Partial<Claim> = {},
    answer: Partial<Reply> = {},
    outcome: Partial<Outcome> = {},
  ) =>
    idempotency.once(claim(change), async () => {
      runs += 1;
      return { ...done({ ...reply, ...answer }), ...outcome };
    });
  return {
    database: () => database,
    idempotency: () => idempotency,
    clock: () => now,
    setClock: (time: Date) => {
      now = time;
    },
    /** How often something was done. */
    runs: () => runs,
    once,
    /** Whether it is done anew, and not answered from memory. */
    isDone: async (change: Partial<Claim> = {}) => {
      const before = runs;
      await once(change);
      return runs > before;
    },
  };
}
