import type { Database } from '../database/database.ts';
import { onlyReplica, type Replica, SharedReplica } from '../database/replica.ts';
import type { HostRegistry } from '../hosts/connection/host-registry.ts';
import type { Logger } from '../log.ts';
import { ownReplicaId } from './data-folder.ts';

/** Milliseconds after which at the latest another server's changes to hosts are followed. */
const followInterval = 1_000;

/** This server among those that share its database. Throws `DatabaseUnusableError`. */
export async function openReplica(
  { pool }: Database,
  dataFolder: string,
  log: Logger,
): Promise<Replica> {
  if (!pool) return onlyReplica;
  const report = (error: unknown) => log.error({ error }, 'what this server has taken may be lost');
  return await SharedReplica.open(pool, await ownReplicaId(dataFolder), report);
}

/** Follows what other servers change, until disposed. */
export function followOthers(
  { pool }: Database,
  hosts: Pick<HostRegistry, 'refresh'>,
  log: Logger,
): Disposable {
  if (!pool) return { [Symbol.dispose]: () => {} };
  let reading = false;
  const follow = async () => {
    if (reading) return;
    reading = true;
    await hosts
      .refresh()
      .catch((error) => log.error({ error }, 'the hosts of other servers are not known'));
    reading = false;
  };
  const interval = setInterval(() => void follow(), followInterval).unref();
  return { [Symbol.dispose]: () => clearInterval(interval) };
}
