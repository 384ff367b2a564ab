import type { StoredEvent } from '../../database/events/entity.ts';
import { hostDegraded, hostRecovered } from '../host-events.ts';

/** A time in which a host was in one state. */
export interface HealthSpan {
  readonly state: 'online' | 'degraded';
  /** The code of the problem that began it; null: it was online, or nothing tells it. */
  readonly reason: string | null;
  readonly from: Date;
  readonly until: Date;
}

/** When it is looked at: from when on, until when, and how the host is then. */
export interface HistoryWindow {
  readonly from: Date;
  readonly until: Date;
  readonly isDegraded: boolean;
}

type Told = Pick<StoredEvent, 'type' | 'at' | 'facts'>;

/** How a host was, one span after the other, by what was told of it in that time, the oldest first. */
export function concludeHistory(told: readonly Told[], window: HistoryWindow): HealthSpan[] {
  const changes = told.filter(({ type }) => isOfHealth(type));
  const [first] = changes;
  // Both are told in turn: before the first, it was the other way round.
  const began = first ? first.type === hostRecovered.type : window.isDegraded;
  const starts = [
    { isDegraded: began, reason: null, at: window.from },
    ...changes.map(({ type, at, facts }) => ({
      isDegraded: type === hostDegraded.type,
      reason: typeof facts.reason === 'string' ? facts.reason : null,
      at,
    })),
  ];
  const ends = [...starts.slice(1).map(({ at }) => at), window.until];
  return starts.flatMap(({ isDegraded, reason, at }, index) => {
    const until = ends[index] ?? window.until;
    const state = isDegraded ? 'degraded' : 'online';
    return at < until ? [{ state, reason, from: at, until }] : [];
  });
}

const isOfHealth = (type: string) => type === hostDegraded.type || type === hostRecovered.type;
