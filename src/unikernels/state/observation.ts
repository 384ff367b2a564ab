import type { Exit } from './exit.ts';

/** How long a start counts as one of a crash loop's, in milliseconds. */
export const startsCountFor = 10 * 60_000;

/** Milliseconds that a host's list may be old, and some more that servers' clocks may differ by. */
export const listAge = 2_000;

/** Of one that starts over and over no more are kept: it is known to restart long before. */
const maxStarts = 20;

/** What was seen of a unikernel, as far as it tells how it does now. All times are by our clock. */
export interface Observation {
  /** The last look that showed it; null: none did. */
  readonly seenAt: Date | null;
  /** Since when it runs, by its host's clock; null: it was not seen, or the host does not tell. */
  readonly startedAt: Date | null;
  /** Since when what was seen last runs, as far as we saw; null: it was asked for since, and not seen. */
  readonly upSince: Date | null;
  /** The first look that did not show it any more; null: the last one did. */
  readonly absentSince: Date | null;
  /** Whether its host was away between the look that showed it and the one that did not. */
  readonly lostWithHost: boolean;
  /** When it was seen to start, of the last ten minutes, the one that was asked for first. */
  readonly starts: readonly Date[];
  /** How often it was seen to start by itself, since it is known. */
  readonly restarts: number;
  /** How it ended last, since it was asked for; null: it did not, or nothing tells how. */
  readonly exit: Exit | null;
}

/** Nothing was seen yet. */
export const unobserved: Observation = {
  seenAt: null,
  startedAt: null,
  upSince: null,
  absentSince: null,
  lostWithHost: false,
  starts: [],
  restarts: 0,
  exit: null,
};

/** What a host has of a unikernel. */
export interface FoundStart {
  readonly started: Date | null;
  /** Whether whoever started it changed something of it, as no host does by itself; left out: no. */
  readonly isAnothers?: boolean;
}

/** What one look at a host's list says of a unikernel. */
export interface Look {
  readonly at: Date;
  /** What the list has of it; null: it is not in there. */
  readonly found: FoundStart | null;
  /** Whether the host could not be asked since the look before. */
  readonly afterAbsence: boolean;
}

/**
 * What is known of a unikernel after a further look. A start that was asked for (at `askedAt`), that another
 * client made, or its host when it came back, is none of its own: what was counted before counts no more.
 * One that was too quick to be seen has told its end: that start is counted, and the one that is seen is its own.
 */
export function observe(before: Observation, look: Look, askedAt: Date | null): Observation {
  const { at, found, afterAbsence } = look;
  if (!found) return missed(before, look);
  const wasAsked = askedAt !== null && (before.seenAt === null || askedAt > before.seenAt);
  const hasEnded = before.exit !== null && before.absentSince !== null;
  const unseen = wasAsked && hasEnded ? askedAt : null;
  const isOwn = (!wasAsked || unseen !== null) && !afterAbsence && !found.isAnothers;
  return seen(before, { at, startedAt: found.started, isOwn, unseen });
}

interface Sight {
  readonly at: Date;
  readonly startedAt: Date | null;
  /** Whether nothing else explains that it started: nobody asked, and its host was there. */
  readonly isOwn: boolean;
  /** When a start was asked for that has ended unseen before this one; null: none has. */
  readonly unseen: Date | null;
}

function seen(before: Observation, { at, startedAt, isOwn, unseen }: Sight): Observation {
  const now = { seenAt: at, startedAt, absentSince: null, lostWithHost: false };
  if (isSameStart(before, startedAt, at)) {
    return { ...before, ...now, upSince: before.upSince ?? at, starts: recent(before.starts, at) };
  }
  const wasThere = before.seenAt !== null || unseen !== null;
  const restarts = before.restarts + (isOwn && wasThere ? 1 : 0);
  if (!isOwn) return { ...now, upSince: at, starts: [at], restarts, exit: null };
  const starts = recent([...before.starts, ...(unseen ? [unseen] : []), at], at);
  return { ...now, upSince: at, starts, restarts, exit: ofRestarted(before.exit) };
}

function missed(before: Observation, { at, afterAbsence }: Look): Observation {
  const starts = recent(before.starts, at);
  if (before.absentSince !== null) return { ...before, starts };
  return { ...before, starts, absentSince: at, lostWithHost: afterAbsence };
}

/** What was started again was not ended for something else. */
function ofRestarted(exit: Exit | null): Exit | null {
  if (!exit?.isReplaced) return exit;
  const { isReplaced: _was, ...own } = exit;
  return own;
}

/**
 * Where a host does not tell since when one runs, all that tells is that it was gone meanwhile. An
 * earlier start is of a list that was read before the look that showed the later one; much later it is
 * another one, of a host whose clock was set back or is not set yet.
 */
function isSameStart(
  { seenAt, absentSince, startedAt: before }: Observation,
  now: Date | null,
  at: Date,
): boolean {
  if (seenAt === null) return false;
  if (before === null || now === null) return absentSince === null;
  if (now >= before) return now.getTime() === before.getTime();
  return absentSince === null && at.getTime() - seenAt.getTime() < listAge;
}

function recent(starts: readonly Date[], at: Date): Date[] {
  const begin = at.getTime() - startsCountFor;
  return starts.filter((start) => start.getTime() > begin).slice(-maxStarts);
}
