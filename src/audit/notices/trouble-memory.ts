import { severities } from '../../database/events/define-event.ts';
import type { StoredEvent } from '../../database/events/entity.ts';
import type { Told } from '../channels/entity.ts';

/** Milliseconds for which what follows from something that was told is not told as well. */
export const sameCause = 10 * 60_000;

/** How much of what was told is remembered, and for how many milliseconds. */
const maxTold = 2_000;
const rememberFor = 7 * 24 * 60 * 60_000;

/** Something that is not well: how an object does as a whole, or one of its checks. */
export interface KnownTrouble extends Pick<StoredEvent, 'object' | 'severity' | 'at'> {
  readonly cause: string;
  readonly over?: boolean;
}

type Place = Pick<KnownTrouble, 'object' | 'cause'>;

/** What a channel has told of what is not well, so that it tells it once. */
export class TroubleMemory {
  readonly #known: Map<string, KnownTrouble>;
  readonly #now: Date;

  constructor(told: readonly Told[], now: Date) {
    this.#now = now;
    this.#known = new Map(told.map((each) => [keyOf(each), { ...each, at: new Date(each.at) }]));
  }

  /** Whether this was told a short while ago. */
  isRecent(place: Place): boolean {
    return this.#recent(place) !== undefined;
  }

  /** Whether as bad was told of the same just now, and since somebody has changed it; null: nobody has. */
  isKnown({ object, cause, severity }: KnownTrouble, changedAt: Date | null): boolean {
    const same = this.#recent({ object, cause });
    if (!same || (changedAt && same.at < changedAt)) return false;
    return severities.indexOf(same.severity) >= severities.indexOf(severity);
  }

  note(trouble: KnownTrouble): void {
    this.#known.set(keyOf(trouble), trouble);
  }

  /** It is well again; false: nobody was told that it was not. */
  forget(place: Place): boolean {
    return this.#known.delete(keyOf(place));
  }

  /** It is well again, and that is not told: what else is not well does not follow from it any more. */
  end(place: Place): void {
    const known = this.#known.get(keyOf(place));
    if (known) this.note({ ...known, over: true });
  }

  /** The newest, as they are stored. */
  kept(): Told[] {
    return [...this.#known.values()]
      .filter(({ at }) => this.#now.getTime() - at.getTime() < rememberFor)
      .sort((one, other) => other.at.getTime() - one.at.getTime())
      .slice(0, maxTold)
      .map(({ at, ...trouble }) => ({ ...trouble, at: at.toISOString() }));
  }

  #recent(place: Place): KnownTrouble | undefined {
    const known = this.#known.get(keyOf(place));
    if (!known || known.over) return undefined;
    return this.#now.getTime() - known.at.getTime() < sameCause ? known : undefined;
  }
}

const keyOf = ({ object, cause }: Place) => `${object} ${cause}`;
