import type { z } from 'zod';
import { availability } from './availability.ts';
import { type CheckHealth, healthOf } from './check-health.ts';
import type { KeptHealth } from './kept-health.ts';
import type { healthAnswer } from './schema.ts';
import type { StandingCheck } from './standing-checks.ts';

interface Shown {
  /** What may be a secret is shown, too. */
  readonly whole: boolean;
  /** Whether they are tried at present: how they do is unknown of one that is not to run. */
  readonly areTried: boolean;
  readonly now: Date;
}

/** How the checks of a unikernel do, as the API shows it. */
export function presentHealth(
  health: KeptHealth | null,
  { whole, areTried, now }: Shown,
): z.input<typeof healthAnswer> {
  const { checks = [], days = [] } = health ?? {};
  const results = (health?.results ?? []).map((result) => (areTried ? result : doubted(result)));
  return {
    health: healthOf(results),
    data: checks.map((check, index) => ({
      check: whole ? check : concealed(check),
      ...presentResult(results[index]),
    })),
    availability: {
      day: availability(days, 1, now),
      week: availability(days, 7, now),
      month: availability(days, 30, now),
    },
  };
}

const doubted = (result: CheckHealth): CheckHealth => ({
  ...result,
  state: 'unknown',
  since: null,
});

function presentResult(result: KeptHealth['results'][number] | undefined) {
  return {
    state: result?.state ?? ('unknown' as const),
    since: result?.since?.toISOString() ?? null,
    triedAt: result?.triedAt?.toISOString() ?? null,
    detail: result?.detail ?? null,
    tookMs: result?.tookMs ?? null,
  };
}

/** What is behind the host in an address may be a secret, and so may be the text of an answer. */
function concealed(check: StandingCheck): StandingCheck {
  if (check.kind !== 'http') return check;
  const { text: _text, ...shown } = check;
  return { ...shown, url: new URL(check.url).origin };
}
