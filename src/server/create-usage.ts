import { join } from 'node:path';
import type { Clock } from '../base/clock.ts';
import type { Database } from '../database/database.ts';
import { UsageHistory } from '../unikernels/metrics/history/usage-history.ts';
import { DatabaseBlocks } from '../unikernels/metrics/store/database-place.ts';
import { FileBlocks } from '../unikernels/metrics/store/file-place.ts';

interface UsagePlaces {
  /** The data folder. */
  readonly folder: string;
  readonly database: Database;
  readonly clock: Clock;
  readonly report: (error: unknown, what: string) => void;
}

/** What unikernels used over time: in a file of the data folder, or in a database that several servers share. */
export function createUsage({ folder, database, clock, report }: UsagePlaces): UsageHistory {
  const place = database.pool
    ? new DatabaseBlocks(database)
    : new FileBlocks(join(folder, 'metrics.sqlite'), report);
  return new UsageHistory({ place, clock });
}
