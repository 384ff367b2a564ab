import type { StoredEvent } from '../../database/events/entity.ts';
import type { Told } from '../channels/entity.ts';
import { untilUnmuted } from './entity.ts';
import { type KnownTrouble, TroubleMemory } from './trouble-memory.ts';
import { causeOf, hostOf, isDesperate, isRecovery, isState } from './trouble-types.ts';

/** As much of an event as says whether it is news. */
export type NewsEvent = Pick<
  StoredEvent,
  'number' | 'type' | 'severity' | 'object' | 'host' | 'summary' | 'at' | 'facts'
>;

/** The event by which somebody has begun to change something. */
export interface Change {
  readonly number: number;
  readonly at: Date;
}

export interface ChoosingNews<E extends NewsEvent> {
  /** In their order. */
  readonly events: readonly E[];
  readonly told: readonly Told[];
  /** Whether nobody wants to hear anything of an object now. */
  readonly isMuted: (object: string) => boolean;
  /** By object: how somebody has begun to change it last. */
  readonly changed: ReadonlyMap<string, Change>;
  readonly now: Date;
}

export interface News<E extends NewsEvent> {
  readonly news: readonly E[];
  readonly told: readonly Told[];
  /** What may be told later, by its event: the object from whose trouble it follows, or that it is muted. */
  readonly held: ReadonlyMap<E, string>;
}

/**
 * What of some events people are to be told: one thing a cause. Nothing of what was changed by hand since,
 * of what follows from something that was told already, as on a host that is away, as long as that is so, of what is
 * muted as long as it is, or that something is well again of which nobody knows that it was not.
 */
export function chooseNews<E extends NewsEvent>(choosing: ChoosingNews<E>): News<E> {
  const { events, isMuted, changed, now } = choosing;
  const memory = new TroubleMemory(choosing.told, now);
  const held = new Map<E, string>();
  const current = events.filter((event) => !(isChangedSince(event, changed) && isState(event)));
  const away = new Set(
    current
      .filter(({ type, object }) => type === 'host.degraded' && !isMuted(object))
      .map(({ object }) => object),
  );
  const isTroubled = (object: string) => memory.isRecent({ object, cause: 'state' });
  /** The object from whose trouble this one follows; null: from none that was told. */
  const explanationOf = ({ object }: E, { cause }: KnownTrouble): string | null => {
    const host = hostOf(object);
    if (host !== object && (away.has(host) || isTroubled(host))) return host;
    return cause !== 'state' && isTroubled(object) ? object : null;
  };
  const isNews = (event: E): boolean => {
    const { object, severity, at } = event;
    const isSilent = isMuted(object);
    if (!isState(event)) return !isSilent;
    const trouble: KnownTrouble = { object, cause: causeOf(event), severity, at };
    if (isRecovery(event)) return memory.forget(trouble) && !isSilent;
    if (severity === 'info') return !isSilent;
    if (isSilent) {
      held.set(event, untilUnmuted);
      return false;
    }
    const behind = explanationOf(event, trouble);
    if (behind !== null) {
      held.set(event, behind);
      return false;
    }
    if (event.type === 'unikernel.drifted') return true;
    const changedAt = changed.get(object)?.at ?? null;
    if (!isDesperate(event) && memory.isKnown(trouble, changedAt)) return false;
    memory.note(trouble);
    return true;
  };
  return { news: current.filter(isNews), told: memory.kept(), held };
}

function isChangedSince({ object, number }: NewsEvent, changed: ReadonlyMap<string, Change>) {
  return (changed.get(object)?.number ?? 0) > (number ?? 0);
}
