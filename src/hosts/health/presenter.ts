import type { z } from 'zod';
import type { HealthHistory } from './read-history.ts';
import type { historyAnswer } from './schema.ts';

/** How a host was over time, and for which part of that it was well. */
export function presentHistory({
  from,
  until,
  spans,
}: HealthHistory): z.input<typeof historyAnswer> {
  const lasting = (span: { readonly from: Date; readonly until: Date }) =>
    span.until.getTime() - span.from.getTime();
  const degraded = spans
    .filter(({ state }) => state === 'degraded')
    .reduce((total, span) => total + lasting(span), 0);
  const whole = lasting({ from, until });
  return {
    from: from.toISOString(),
    until: until.toISOString(),
    online: whole > 0 ? 1 - degraded / whole : 1,
    data: spans.map((span) => ({
      ...span,
      from: span.from.toISOString(),
      until: span.until.toISOString(),
    })),
  };
}
