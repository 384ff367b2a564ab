import type { LockName } from './lock-name.ts';
import type { Claim } from './lock-session.ts';

/** Who holds what a session takes. */
export interface Holder {
  /** The id of the server. */
  readonly server: string;
  /** One start of it, a UUID. */
  readonly run: string;
}

const functions = {
  exclusive: { take: 'pg_try_advisory_lock', give: 'pg_advisory_unlock' },
  shared: { take: 'pg_try_advisory_lock_shared', give: 'pg_advisory_unlock_shared' },
} as const;

/**
 * What a session says, each in one round trip: several statements that see what was committed before
 * each of them. A row is written only once the lock is taken, and gone before it is given back, so
 * that who finds one next to a free lock knows that it was lost.
 */
export const statementsFor = ({ server, run }: Holder) => ({
  /** Its results: `taken` (the claim's id) in the second, what others left in the fifth. */
  take: ({ id, name, mode }: Claim) =>
    `begin; ` +
    `select set_config('fulmar.taken', case when ${functions[mode].take}(${key(name)}) ` +
    `then ${quote(id)} else '' end, false) as taken; ` +
    `commit; ` +
    `insert into locks (id, name, shared, server, run, since) ` +
    `select ${quote(id)}, ${quote(name)}, ${mode === 'shared'}, ${quote(server)}, ${quote(run)}, now() ` +
    `where current_setting('fulmar.taken') = ${quote(id)}; ` +
    `select id from locks where name = ${quote(name)} and run <> ${quote(run)} ` +
    `and ${excluding(mode)}`,

  /** Gives back what a `take` that failed may have taken all the same. */
  undo: ({ id, name, mode }: Claim) =>
    `rollback; select ${functions[mode].give}(${key(name)}) ` +
    `where current_setting('fulmar.taken', true) = ${quote(id)}`,

  give: (claim: Claim) => `begin; ${forget(claim)}; commit; ${unlock(claim)}`,

  giveOnly: (claim: Claim) => `rollback; ${unlock(claim)}`,

  /** What is held is not taken for left, however long it was held when the session ends. */
  renew:
    `update locks set since = now() where run = ${quote(run)} and exists (select from pg_locks ` +
    "where locktype = 'advisory' and pid = pg_backend_pid() " +
    'and ((classid::bigint << 32) | objid::bigint) = hashtextextended(locks.name, 0))',

  giveAll:
    `begin; delete from locks where run = ${quote(run)}; commit; ` +
    'select pg_advisory_unlock_all()',
});

/** Its own row; and those that were left, since nobody can have what excludes it. */
const forget = ({ id, name, mode }: Claim) =>
  `delete from locks where id = ${quote(id)} or (name = ${quote(name)} and ${excluding(mode)})`;

const unlock = ({ name, mode }: Claim) => `select ${functions[mode].give}(${key(name)})`;

/** The rows of a name that a lock excludes. */
const excluding = (mode: Claim['mode']) => (mode === 'exclusive' ? 'true' : 'not shared');

/** The number of a name. */
const key = (name: LockName) => `hashtextextended(${quote(name)}, 0)`;

/** A text as PostgreSQL reads it, where a backslash is one (`standard_conforming_strings`). */
const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;
