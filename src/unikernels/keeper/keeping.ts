import type { UnikernelState } from '../state/conclude-state.ts';
import { type Exit, isByTender, isByWantedSignal, isFinalCode } from '../state/exit.ts';

/** How a unikernel is kept running. */
export interface Keeping {
  readonly enabled: boolean;
  /** How often it was started again since it last kept running. */
  readonly tries: number;
  /** When it is started again at the earliest; null: that is not known yet, or it runs. */
  readonly nextAt: Date | null;
  /** Why it is not started again; null: it would be. */
  readonly gaveUp: string | null;
}

/** Milliseconds before each try, counted from its end. The later ones outlast a lost answer. */
const pauses = [10_000, 60_000, 120_000, 300_000, 600_000] as const;
export const maxTries = pauses.length;
const longest = Math.max(...pauses);

/** Milliseconds that a host has to be back until anything is started there: it starts its own first. */
const hostSettles = 120_000;

/** Milliseconds for which one has to run until the tries before count no more. */
const steadyAfter = 600_000;

/** What is known of one that is to be kept running. */
export interface KeepingCase {
  readonly state: UnikernelState;
  readonly keeping: Keeping;
  readonly exit: Exit | null;
  readonly upSince: Date | null;
  readonly absentSince: Date | null;
  /** Whether its console, or its host's log, was heard since it is gone. */
  readonly isHeard: boolean;
  /** Whether they are not late any more: what they do not tell by now they do not tell. */
  readonly isHeardOut: boolean;
  /** Whether its silence tells that nobody told it to end: only a kill is silent, as where its host lacks memory. */
  readonly wasKilled: boolean;
  /** Whether its host has lost it, as with a boot, and nothing speaks against that. */
  readonly isLostByHost: boolean;
  /** Whether what ran last is other than it is to be. */
  readonly isOthers: boolean;
  /** Since when its host is back. */
  readonly backSince: Date;
  readonly now: Date;
}

/** What is to be done now. */
export type KeepingStep =
  | { readonly act: 'none' | 'start' | 'forgive' }
  | { readonly act: 'wait'; readonly until: Date }
  | { readonly act: 'give up'; readonly why: string };

/**
 * Decides whether one is started again. It never is where another client may have ended it: so an end has to
 * be told by its console, or as its own by the log, or the host has to have lost all that it knew, or else what
 * another client's end would have told has to be missing.
 */
export function decideKeeping(facts: KeepingCase): KeepingStep {
  const { state, keeping, now } = facts;
  if (state === 'running') return { act: isForgiven(facts) ? 'forgive' : 'none' };
  if (state !== 'exited' && state !== 'missing') return { act: 'none' };
  if (keeping.gaveUp !== null) return { act: 'none' };
  const why = facts.isHeard ? hindrance(facts) : unread;
  const mayBeTold = (why === untold || why === unread) && !facts.isHeardOut;
  if (mayBeTold) return { act: 'none' };
  if (why !== null) return { act: 'give up', why };
  const due = dueAt(facts);
  return now < due ? { act: 'wait', until: due } : { act: 'start' };
}

function isForgiven({ keeping, upSince, now }: KeepingCase): boolean {
  const isMarked = keeping.tries > 0 || keeping.nextAt !== null || keeping.gaveUp !== null;
  return isMarked && upSince !== null && now.getTime() - upSince.getTime() >= steadyAfter;
}

/** Why it is not to be started again; null: it is. */
function hindrance(facts: KeepingCase): string | null {
  const { state, exit, isLostByHost, isOthers, wasKilled, keeping } = facts;
  if (isOthers) return 'Another client had changed it.';
  if (state === 'missing' && !isLostByHost) return untold;
  if (state === 'exited') {
    const why = exit === null && wasKilled ? null : hopelessEnd(exit);
    if (why !== null) return why;
  }
  return keeping.tries >= maxTries ? `It was started again ${maxTries} times.` : null;
}

const unread = 'Its console cannot be read: nothing shows how it ended.';

const untold = 'Nothing tells how it ended: another client may have destroyed it.';

function hopelessEnd(exit: Exit | null): string | null {
  if (exit?.code != null) {
    return isFinalCode(exit.code, true) ? `It ended with exit code ${exit.code}.` : null;
  }
  if (!exit?.reason) return untold;
  if (isByWantedSignal(exit)) {
    return `${exit.reason.replace(/\.$/, '')}: another client may have destroyed it.`;
  }
  return isByTender(exit) ? `Its tender ended it: ${exit.reason}` : null;
}

function dueAt({ keeping, absentSince, backSince, now }: KeepingCase): Date {
  const rest = pauseBefore(keeping.tries);
  const until = (at: Date | null, pause: number) => pauseTo(at, pause, now);
  const times = [
    until(later(absentSince ?? now, rest), rest),
    until(later(backSince, hostSettles), hostSettles),
    until(keeping.nextAt, longest),
  ];
  return new Date(Math.max(...times));
}

const later = (moment: Date, milliseconds: number) => new Date(moment.getTime() + milliseconds);

/** Milliseconds by which clocks of servers may differ. */
const clocksDiffer = 5_000;

/** The end of a pause. If it is further away than the pause is long, a clock was ahead: then it is over. */
function pauseTo(at: Date | null, pause: number, now: Date): number {
  const end = at?.getTime() ?? 0;
  return end - now.getTime() > pause + clocksDiffer ? 0 : end;
}

/** Milliseconds between an end and the try behind so many. */
export const pauseBefore = (tries: number): number =>
  pauses[Math.min(tries, pauses.length - 1)] ?? 0;
