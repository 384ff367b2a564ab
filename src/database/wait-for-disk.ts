import type { AbstractSqlConnection } from '@mikro-orm/sql';
import type { DiskWait } from './disk-wait.ts';

type Client = ReturnType<AbstractSqlConnection['getClient']>;
type Transaction = Parameters<AbstractSqlConnection['commit']>[0];

/** Transactions that are durable with the next one, and statements that are soon; they are forgotten with these. */
const following = new WeakSet<object>();

/** See `durableWithNext` and `insertSoon`; of a connection that waits for its disk here. */
export function letFollow(unwaited: object): void {
  following.add(unwaited);
}

/**
 * Has commits to SQLite, and statements outside of transactions, resolve when the disk has what they wrote. The
 * database serves others in the meantime, who may see it: what they write then is behind it in the journal.
 */
export function waitForDisk(connection: AbstractSqlConnection, disk: DiskWait): void {
  const commit = connection.commit.bind(connection);
  connection.commit = async (transaction, ...others) => {
    await commit(transaction, ...others);
    if (isWithin(transaction)) return;
    disk.noteCommitted();
    if (!following.has(transaction)) await disk.settled();
  };
  const client: Client = connection.getClient();
  const executeQuery = client.executeQuery.bind(client);
  client.executeQuery = async <R>(...asked: Parameters<typeof executeQuery>) => {
    const result = await executeQuery<R>(...asked);
    const [query] = asked;
    if (result.numAffectedRows === 0n || ('sql' in query && readsOnly.test(query.sql)))
      return result;
    disk.noteCommitted();
    if (following.has(query)) disk.settleSoon();
    else await disk.settled();
    return result;
  };
}

const readsOnly = /^\s*(select|pragma|vacuum)\b/i;

/** A part of another transaction, which commits it. */
const isWithin = (transaction: Transaction) => 'savepointName' in transaction;
