import type { z } from 'zod';
import type { Keeping } from './keeping.ts';
import type { keepingAnswer } from './schema.ts';

/** How one is kept running, as the API shows it; null: nothing is known of it. */
export function presentKeeping(keeping: Keeping | null): z.input<typeof keepingAnswer> {
  return {
    enabled: keeping?.enabled ?? false,
    tries: keeping?.tries ?? 0,
    nextAt: keeping?.nextAt?.toISOString() ?? null,
    gaveUp: keeping?.gaveUp ?? null,
  };
}
