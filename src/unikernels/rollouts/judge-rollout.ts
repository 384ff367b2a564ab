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
      readonly code: Extract<ErrorCode, 'not-staying-up' | 'check-failed'>;
      readonly detail: string;
      readonly action: FailureAction;
    };

const useQuit =
  'It ended by itself with exit code 0, and its host starts it again and again. If it is meant to ' +
  'end, deploy it with "failBehaviour": "quit".';

/** Concludes what came of a rollout from what was seen of it, and what is to be done then. */
export function judgeRollout(evidence: Evidence): Conclusion {
  const { plan, watched, failBehaviour } = evidence;
  const { endurance, exit } = watched;
  if (endurance === 'lost') {
    return { kind: 'unknown', detail: 'Its host does not answer: nothing was done about it.' };
  }
  if (endurance === 'overtaken') {
    return { kind: 'unknown', detail: 'Another client has started something else meanwhile.' };
  }
  if (endurance === 'down') return judgeEnd(plan, exit, failBehaviour);
  return watched.passed ? { kind: 'succeeded', note: null } : judgeChecks(evidence);
}

function judgeEnd(
  { onFailure, created, settle }: Evidence['plan'],
  exit: Exit | null,
  failBehaviour: FailBehaviour,
): Conclusion {
  const endsWell = exit?.code === 0;
  if (endsWell && failBehaviour === 'quit') {
    return { kind: 'succeeded', note: 'It ended with exit code 0, as its configuration allows.' };
  }
  if (endsWell && created) return { kind: 'succeeded', note: useQuit };
  const how = exit ? ` ${inWords(exit)}` : '';
  const detail = `It did not stay up for ${settle} s.${how}`;
  return { kind: 'failed', code: 'not-staying-up', detail, action: onFailure ?? 'rollback' };
}

function judgeChecks({ plan, watched, hasVolume }: Evidence): Conclusion {
  const failing = watched.results.flatMap((result, index) => (result?.ok ? [] : [index]));
  const details = failing.map(
    (index) => `Check ${index + 1}: ${watched.results[index]?.detail ?? 'It had no result.'}`,
  );
  const detail = ['It runs, but not all checks passed in time.', ...details].join(' ');
  const failedBefore = failing.every((index) => plan.failedBefore.includes(index));
  // What was never tried says nothing.
  const isUntried = failing.every((index) => watched.results[index] === null);
  const usual = failedBefore || isUntried || hasVolume ? 'keep' : 'rollback';
  const action =
    (failedBefore || isUntried) && plan.onFailure === 'rollback' ? 'keep' : plan.onFailure;
  return { kind: 'failed', code: 'check-failed', detail, action: action ?? usual };
}

/** What its console said last is not told: that may hold what not everybody is to read. */
function inWords({ code }: Exit): string {
  return code === null ? 'It ended.' : `It ended with exit code ${code}.`;
}
