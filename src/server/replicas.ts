import { monotonicClock } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import { SparingReport } from '../base/sparing-report.ts';
import { pause, type Timer } from '../base/timer.ts';
import type { Database } from '../database/database.ts';
import { type OpenLocks, openLocks } from '../database/locks/open-locks.ts';
import { ownReplicaId } from './data-folder.ts';

/** Milliseconds after which at the latest another server's changes to hosts are followed. */
const followInterval = 1_000;

/** Milliseconds after which at the latest is taken up what a server left that has ended. */
export const takeUpInterval = 30_000;

/** This server's locks among those that share its database. Throws `DatabaseUnusableError`. */
export async function openServerLocks(
  { database, log, timer }: FollowDeps,
  dataFolder: string,
): Promise<OpenLocks> {
  const sparing = sparingLog(log);
  return await openLocks(database, () => ownReplicaId(dataFolder), {
    timer,
    now: monotonicClock,
    report: (error) => sparing.report(error, 'the locks between servers'),
  });
}

/** What a server does because of the others that share its database. */
export interface FollowWork {
  /** Knows the hosts as they are now, whoever has changed them. */
  readonly readHosts: () => Promise<void>;
  /** Takes up what those left that have ended meanwhile. */
  readonly takeUpLeft: () => Promise<void>;
}

export interface FollowDeps {
  readonly database: Database;
  readonly log: Logger;
  readonly timer: Timer;
}

/** Follows what other servers do, until disposed. */
export function followOthers(
  { database, log, timer }: FollowDeps,
  { readHosts, takeUpLeft }: FollowWork,
): AsyncDisposable {
  const following = new AsyncDisposableStack();
  if (!database.pool) return following;
  const sparing = sparingLog(log);
  const report = (what: string) => (error: unknown) => sparing.report(error, what);
  following.use(
    repeat(timer, followInterval, () =>
      readHosts().catch(report('the hosts of other servers are not known')),
    ),
  );
  following.use(
    repeat(timer, takeUpInterval, () =>
      takeUpLeft().catch(report('what a server left is not taken up')),
    ),
  );
  return following;
}

/** What comes each second while the database is away fills no log. */
export function sparingLog(log: Logger): SparingReport {
  const tell = (error: unknown, what: string, untold: number) =>
    log.error({ error, ...(untold > 0 && { untold }) }, what);
  return new SparingReport(tell, monotonicClock);
}

/** Does something again and again, with a pause between; disposal waits for what runs. */
export function repeat(timer: Timer, interval: number, work: () => Promise<void>): AsyncDisposable {
  const ending = new AbortController();
  const { signal } = ending;
  const run = async () => {
    while (!signal.aborted) {
      await pause(timer, interval, signal).catch(() => {}); // ended, as the signal says
      if (!signal.aborted) await work();
    }
  };
  const running = run();
  return {
    async [Symbol.asyncDispose]() {
      ending.abort();
      await running;
    },
  };
}
