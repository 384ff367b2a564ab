import type { Label } from '../../albatross/names.ts';
import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../database/database.ts';
import { StoredEvent } from '../../database/events/entity.ts';
import { StoredHost } from '../../host-client/entity.ts';
import { hostDegraded, hostRecovered } from '../host-events.ts';
import { hostUnknown } from '../host-problems.ts';
import { concludeHistory, type HealthSpan } from './conclude-history.ts';

const day = 24 * 60 * 60_000;

/** Changes that are read at most: of a host that comes and goes, less time is shown. */
const maxChanges = 1_000;

export interface HealthHistory {
  /** Later than what was asked for where the host was added later, or changed too often. */
  readonly from: Date;
  readonly until: Date;
  /** One after the other, the oldest first. */
  readonly spans: readonly HealthSpan[];
}

export interface HistoryDeps {
  readonly database: Database;
  readonly clock: Clock;
}

/** How a host was in the last days, by the events that told it. Throws `host-unknown`. */
export async function readHistory(
  { database, clock }: HistoryDeps,
  host: Label,
  days: number,
): Promise<HealthHistory> {
  const em = database.em();
  const stored = await em.findOne(StoredHost, { name: host });
  if (!stored) throw hostUnknown(host);
  const until = clock();
  const { createdAt, toldDegraded } = stored;
  const asked = new Date(Math.max(until.getTime() - days * day, createdAt.getTime()));
  const told = await em.find(
    StoredEvent,
    {
      object: `hosts/${host}`,
      type: { $in: [hostDegraded.type, hostRecovered.type] },
      at: { $gte: asked },
    },
    { orderBy: { serial: 'desc' }, limit: maxChanges },
  );
  const changes = told.toReversed();
  const oldest = told.length === maxChanges ? changes[0] : undefined;
  const from = oldest?.at ?? asked;
  return {
    from,
    until,
    spans: concludeHistory(changes, { from, until, isDegraded: toldDegraded }),
  };
}
