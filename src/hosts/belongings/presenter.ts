import type { z } from 'zod';
import { type HostHoldings, hostHoldingKinds } from '../../database/host-belongings.ts';
import { holdingCounts, type hostHoldingsAnswer } from './schema.ts';

export function presentHoldings(counts: HostHoldings): z.input<typeof hostHoldingsAnswer> {
  const none = Object.fromEntries(hostHoldingKinds.map((kind) => [kind, 0]));
  return { counts: holdingCounts.parse({ ...none, ...counts }) };
}
