import type { z } from 'zod';
import { availability } from './availability.ts';
import { healthOf } from './check-health.ts';
import type { KeptHealth } from './kept-health.ts';
import type { healthAnswer } from './schema.ts';
import type { StandingCheck } from './standing-checks.ts';

/** How the checks of a unikernel do, as the API shows it; `whole`: what may be a secret is shown, too. */
export function presentHealth(
  health: KeptHealth | null,
  { whole, now }: { readonly whole: boolean; readonly now: Date },
): z.input<typeof healthAnswer> {
  const { checks = [], results = [], days = [] } = health ?? {};
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
