import type { PoolClient } from './postgresql.ts';

/** How long PostgreSQL and a server wait for each other; milliseconds. */
export interface Patience {
  /** For the next statement of a transaction, which holds up others meanwhile, and for its answer. */
  readonly transaction: number;
  /** Until it looks whether who waits for an answer is still there. */
  readonly look: number;
}

/** Names of what PostgreSQL can be told, with their values. */
export type SessionSettings = Readonly<Record<string, string>>;

/**
 * Has PostgreSQL end what a session was doing whose server is gone without a word, or stands still: what
 * it holds, all others wait for, and by default PostgreSQL has patience for two hours.
 */
export async function limitSession(client: PoolClient, patience: Patience): Promise<void> {
  await applySettings(client, {
    idle_in_transaction_session_timeout: `${patience.transaction}`,
    tcp_keepalives_idle: '10', // seconds
    tcp_keepalives_interval: '5',
    tcp_keepalives_count: '3',
    tcp_user_timeout: `${patience.transaction}`,
  });
  // By itself: where its machine is Windows, PostgreSQL refuses it.
  await applySettings(client, { client_connection_check_interval: `${patience.look}` });
}

/** The transaction that is open may rest for as long as it likes. */
export const restAsLong = 'set local idle_in_transaction_session_timeout = 0';

const set =
  'select set_config(settings.name, wanted.setting, false) ' +
  'from json_each_text($1::json) as wanted (name, setting) ' +
  'join pg_settings as settings using (name)';

/** Sets what this release of PostgreSQL knows, for as long as the session lasts. */
export async function applySettings(client: PoolClient, settings: SessionSettings): Promise<void> {
  await client.query(set, [JSON.stringify(settings)]);
}
