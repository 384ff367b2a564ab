import { type Clock, systemClock } from '../base/clock.ts';
import { createLogger, type Logger } from '../base/log.ts';
import { systemTimer, type Timer } from '../base/timer.ts';
import type { Database } from '../database/database.ts';
import { removeSnapshotCopy } from '../database/dump/sqlite-snapshot.ts';
import type { Locks } from '../database/locks/locks.ts';
import type { Mailing } from '../database/mails/mailing.ts';
import { migrate } from '../database/migrate.ts';
import type { Replica } from '../database/replica.ts';
import { createSecretBox, type SecretBox } from '../database/secret-box.ts';
import type { FolderIdentity } from '../hosts/automation/recognize-folder.ts';
import type { PasswordCost } from '../identity/accounts/passwords.ts';
import { newSetupCode } from '../identity/accounts/setup.ts';
import type { Counters } from '../limits/counters.ts';
import { memoryCounters } from '../limits/memory-counters.ts';
import { sharedCounters } from '../limits/shared-counters.ts';
import type { Download } from '../outgoing/download.ts';
import type { Post } from '../outgoing/post.ts';
import { createSend, type Send } from '../outgoing/send.ts';
import type { Config } from './configuration.ts';
import { createMailing } from './create-mail.ts';
import { dashboardFolder } from './dashboard-folder.ts';
import { keptSecretKey, openDataFolder, type Purpose, snapshotCopy } from './data-folder.ts';
import { folderIdentity } from './folder-identity.ts';
import { openDatabase } from './open-database.ts';
import { proxyOf } from './proxy.ts';
import { openServerLocks } from './replicas.ts';
import { secretKeysFor } from './secret-keys.ts';

/** What a test or the demonstration puts in the place of the real thing. */
export interface ServerOverrides {
  readonly purpose?: Purpose;
  readonly log?: Logger;
  readonly clock?: Clock;
  readonly timer?: Timer;
  /** The way out to servers that are not hosts. */
  readonly send?: Send;
  /** The way to the sources of images. */
  readonly download?: Download;
  /** The way to the receivers of notifications. */
  readonly post?: Post;
  /** Where the dashboard was built to. */
  readonly dashboard?: string;
  /** Where a password need not be hard to guess from its hash, as in a test. */
  readonly passwordCost?: PasswordCost;
}

/** What every room stands on. */
export interface ServerDeps {
  readonly config: Config;
  readonly database: Database;
  readonly box: SecretBox;
  readonly log: Logger;
  readonly clock: Clock;
  readonly counters: Counters;
  /** This server among those that share the database. */
  readonly replica: Replica;
  readonly locks: Locks;
  readonly folder: FolderIdentity;
  readonly timer: Timer;
  /** The way out to servers that are not hosts. */
  readonly send: Send;
  /** The way to the sources of images, if it is not as usual. */
  readonly download: Download | undefined;
  /** The way to the receivers of notifications, if it is not as usual. */
  readonly post: Post | undefined;
  /** How people are written to; null: not at all. */
  readonly mailing: Mailing | null;
  /** The code for the first account. */
  readonly setupCode: string;
  /** Where the dashboard was built to. */
  readonly dashboard: string;
  /** How hard a password is to guess from its hash, if it is not as usual. */
  readonly passwordCost: PasswordCost | undefined;
}

/**
 * Opens the data folder and the database, with its tables as they are now; `open` closes what is
 * opened. Rejects where one of them cannot be had.
 */
export async function openServerDeps(
  config: Config,
  overrides: ServerOverrides,
  open: AsyncDisposableStack,
): Promise<ServerDeps> {
  const { purpose = 'server', clock = systemClock, timer = systemTimer } = overrides;
  const { send = createSend({ proxy: proxyOf(config) }), passwordCost } = overrides;
  const { download, post, dashboard = dashboardFolder } = overrides;
  const { log = createLogger(config.logLevel) } = overrides;
  for (const doubt of config.doubts) log.warn(doubt);
  await openDataFolder(config.data, { purpose, database: config.database });
  if (!config.secretKeys) await keptSecretKey(config.data); // one that is none is told before tables change
  const database = await openDatabase(config.database);
  open.defer(() => database.close());
  // A kill has left it: as large as the database, and nobody else has that open.
  if (!database.pool) await removeSnapshotCopy(snapshotCopy(config.data));
  await migrate(database);
  const box = createSecretBox(await secretKeysFor(config, database));
  const shared = await openServerLocks({ database, log, timer }, config.data);
  open.defer(() => shared.close());
  const { locks, replica } = shared;
  return {
    ...{ config, database, replica, locks, log, clock, timer, send, download, post, passwordCost },
    dashboard,
    folder: await folderIdentity(config.data),
    box,
    mailing: createMailing(config, box, clock),
    counters: database.pool ? await sharedCounters(database.pool, clock) : memoryCounters(clock),
    setupCode: newSetupCode(),
  };
}
