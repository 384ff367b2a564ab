import type { FailBehaviour } from '../../albatross/unikernel.ts';
import type { ErrorCode } from '../../base/errors.ts';
import type { Exit } from '../state/exit.ts';
import type { FailureAction, RolloutPlan } from './plan.ts';
import type { Watched } from './watch-rollout.ts';

/** What there is to conclude from. */
export interface Evidence {
  readonly plan: Pick<RolloutPlan, 'settle' | 'onFailure' | 'failedBefore' | 'created' | 'checks'>;
  readonly watched: Watched;
  readonly failBehaviour: FailBehaviour;
  /** Whether it may have changed the content of a volume. */
  readonly hasVolume: boolean;
}

/** How a rollout ends. */
export type Conclusion =
  | { readonly kind: 'succeeded'; readonly note: string | null }
  | { readonly kind: 'unknown'; readonly detail: string }
  | {
      readonly kind: 'failed';
      readonly code: Extract<ErrorCode, 'not-staying-up' | 'check-failed' | 'cancelled'>;
      readonly detail: string;
      readonly action: FailureAction;
    };

const useQuit =
  'It ended by itself with exit code 0, and its host starts it again and again. If it is meant to ' +
  'end, deploy it with "failBehaviour": "quit".';

/** What nobody can tell, or another client has done: nothing is done about it. */
const leftAlone = {
  lost: 'Its host does not answer: it was left as it is.',
  overtaken:
    'Meanwhile another client has started something else, or restarted it or changed its ' +
    'configuration: it was left as it is.',
  ended: 'Meanwhile another client has ended it: it was left as it is.',
  untold:
    'It is gone, and nothing shows how it ended: another client may have ended it. It was left as ' +
    'it is.',
  restarted:
    'It was restarted once meanwhile, and nothing shows by whom: it may have been another ' +
    'client. It runs, and was left as it is.',
} as const;

/** Concludes what came of a rollout from what was seen of it, and what is to be done then. */
export function judgeRollout(evidence: Evidence): Conclusion {
  const { watched } = evidence;
  const { endurance, passed } = watched;
  if (endurance === 'down') return judgeEnd(evidence);
  const runs = endurance === 'up' || endurance === 'restarted';
  if (runs && !passed) return judgeChecks(evidence);
  if (endurance === 'up') return { kind: 'succeeded', note: null };
  return { kind: 'unknown', detail: leftAlone[endurance] };
}

function judgeEnd(evidence: Evidence): Conclusion {
  const { plan, watched, failBehaviour } = evidence;
  const { onFailure, created, settle } = plan;
  const { exit, passed } = watched;
  const quits = failBehaviour === 'quit';
  if (exit?.code === 0 && (quits || created)) {
    if (!passed) return judgeChecks(evidence);
    const note = quits ? 'It ended with exit code 0, as its configuration allows.' : useQuit;
    return { kind: 'succeeded', note };
  }
  const how = exit ? ` ${inWords(exit)}` : '';
  const detail = `It did not stay up for ${settle} s.${how}`;
  return { kind: 'failed', code: 'not-staying-up', detail, action: onFailure ?? 'rollback' };
}

function judgeChecks(evidence: Evidence): Conclusion {
  const { watched } = evidence;
  const failing = watched.results.flatMap((result, index) => (result?.ok ? [] : [index]));
  const details = failing.map(
    (index) => `Check ${index + 1}: ${watched.results[index]?.detail ?? 'It had no result.'}`,
  );
  const what = watched.endurance === 'down' ? 'It ended with exit code 0' : 'It runs';
  const detail = [`${what}, but not all checks passed in time.`, ...details].join(' ');
  const action = actionAfter(evidence, failing);
  return { kind: 'failed', code: 'check-failed', detail, action };
}

function actionAfter({ plan, watched, hasVolume }: Evidence, failing: number[]): FailureAction {
  const { failedBefore, onFailure } = plan;
  const resultOf = (index: number) => watched.results[index] ?? null;
  // What cannot be seen is never a reason to act, and what was never tried says nothing.
  const isUnseen = (index: number) => resultOf(index)?.doubt === 'unseen';
  if (failing.every(isUnseen)) return 'keep';
  const saysNothing = (index: number) =>
    failedBefore.includes(index) || isUnseen(index) || resultOf(index) === null;
  const isNoReason = failing.every(saysNothing);
  if (isNoReason && onFailure === 'rollback') return 'keep';
  return onFailure ?? (isNoReason || hasVolume ? 'keep' : 'rollback');
}

/** What its console said last is not told: that may hold what not everybody is to read. */
function inWords({ code }: Exit): string {
  return code === null ? 'It ended.' : `It ended with exit code ${code}.`;
}
