import type { ToldFailBehaviour } from '../../albatross/unikernel.ts';
import { type Exit, isBySignal, isByTender, isFinalCode, mayBeEnded } from './exit.ts';
import type { Observation } from './observation.ts';

export const unikernelStates = [
  'running',
  'starting',
  'restarting',
  'exited',
  'completed',
  'stopped',
  'missing',
  'unknown',
] as const;

export type UnikernelState = (typeof unikernelStates)[number];

export const desiredStates = ['running', 'stopped'] as const;

/** What a unikernel is to do. */
export type DesiredState = (typeof desiredStates)[number];

/** Milliseconds that one may be gone until it is believed to have ended, where its host restarts it. */
const restartGap = 5_000;
/** Milliseconds for which one that restarts over and over has to run, or be gone, to have left that. */
export const steadyAfter = 30_000;
/** Starts from which on one that restarts at longer intervals is waited for as long as these are. */
const loopsFrom = 3;
/** Intervals between the last starts that count for that. */
const lastIntervals = 3;
/** What a look may come late by, and how long is waited at most, in milliseconds. */
const lookSlack = 10_000;
const longestSteadyAfter = 5 * 60_000;
/** Milliseconds after which one that was asked to start should be seen. */
const startTakes = 5_000;

/** What the state is concluded from. */
export interface Evidence {
  readonly desired: DesiredState;
  /** Whether somebody asked for it here; else it is only watched. */
  readonly managed: boolean;
  /** When it was last asked to start; null: not from here. */
  readonly askedAt: Date | null;
  /** Whether something is being done to it now that leads to its start. */
  readonly changing: boolean;
  readonly failBehaviour: ToldFailBehaviour;
  readonly observation: Observation;
  /** Whether the host answers: what it has is known as of now. */
  readonly reachable: boolean;
  readonly now: Date;
}

/** How a unikernel does. */
export interface ConcludedState {
  readonly state: UnikernelState;
  /** Since when, as far as we saw; null: that is not known. */
  readonly since: Date | null;
  /** How often it was seen to start by itself in the last ten minutes; a host does not tell all. */
  readonly restarts: number;
}

/**
 * Concludes how a unikernel does from what was seen of it. What cannot be seen is `unknown`: no
 * state is ever concluded from silence.
 */
export function concludeState(evidence: Evidence): ConcludedState {
  const { observation, reachable } = evidence;
  const restarts = Math.max(0, observation.starts.length - 1);
  const conclude = (state: UnikernelState, since: Date | null) => ({ state, since, restarts });
  if (!reachable) return conclude('unknown', observation.seenAt);
  const isSeen = observation.seenAt !== null && observation.absentSince === null;
  if (isSeen) return conclude(whilePresent(evidence, restarts), observation.upSince);
  return conclude(whileAbsent(evidence), sinceAbsent(evidence));
}

/** One that its host never restarts, and that has started, was started by another client. */
function whilePresent(evidence: Evidence, restarts: number): UnikernelState {
  const { observation, failBehaviour, now } = evidence;
  if (failBehaviour === 'quit') return 'running';
  const isSteady = elapsed(observation.upSince, now) >= steadyAfterStarts(observation);
  return restarts > 0 && !isSteady ? 'restarting' : 'running';
}

/**
 * For how long one has to run to have left restarting. One that comes back every minute has not left it
 * half a minute after each start: it has to outlast what it lately did.
 */
function steadyAfterStarts({ starts }: Observation): number {
  if (starts.length < loopsFrom) return steadyAfter;
  const last = starts.slice(-lastIntervals - 1).map((start) => start.getTime());
  const longest = Math.max(...last.slice(1).map((start, index) => start - (last[index] ?? start)));
  return Math.min(Math.max(steadyAfter, longest + lookSlack), longestSteadyAfter);
}

function whileAbsent(evidence: Evidence): UnikernelState {
  const { desired, managed, observation, failBehaviour, now } = evidence;
  if (managed && desired === 'stopped') return 'stopped';
  if (isStarting(evidence)) return 'starting';
  const { exit, lostWithHost } = observation;
  const isLost = (lostWithHost && mayBeEnded(exit)) || !wasSeenSinceAsked(evidence);
  if (managed && isLost) return 'missing';
  if (failBehaviour === 'quit') return exit?.code === 0 ? 'completed' : 'exited';
  return isBetweenStarts({ observation, failBehaviour, now }) ? 'restarting' : 'exited';
}

/** Whether one is gone for a moment only: its host starts it again after such an end, and does so soon. */
export function isBetweenStarts(
  evidence: Pick<Evidence, 'observation' | 'failBehaviour' | 'now'>,
): boolean {
  const { failBehaviour, now } = evidence;
  const { absentSince, exit, starts } = evidence.observation;
  if (failBehaviour === 'quit') return false;
  const codes = failBehaviour === 'unknown' ? null : failBehaviour.restart;
  if (exit !== null && !restartsAfter(exit, codes)) return false;
  return elapsed(absentSince, now) < (starts.length > 1 ? steadyAfter : restartGap);
}

function isStarting(evidence: Evidence): boolean {
  if (evidence.changing) return true;
  const { askedAt, now } = evidence;
  return askedAt !== null && !wasSeenSinceAsked(evidence) && elapsed(askedAt, now) < startTakes;
}

/** One that was too quick to be seen has told how it ended. */
function wasSeenSinceAsked({ askedAt, observation: { seenAt, exit } }: Evidence): boolean {
  return exit !== null || (seenAt !== null && (askedAt === null || seenAt >= askedAt));
}

function sinceAbsent({ observation, askedAt }: Evidence): Date | null {
  return observation.absentSince ?? askedAt;
}

const elapsed = (since: Date | null, now: Date) =>
  since === null ? Number.POSITIVE_INFINITY : now.getTime() - since.getTime();

/** Whether a host starts one again that ended so (docs/albatross-protocol.md, section 5). */
function restartsAfter(exit: Exit, codes: readonly number[] | null): boolean {
  const { code, isFinal, isReplaced } = exit;
  if (isFinal || isReplaced || isBySignal(exit) || isByTender(exit)) return false;
  if (code === null) return true;
  return !isFinalCode(code, false) && (codes === null || codes.includes(code));
}
