import type { z } from 'zod';
import { csvLine } from '../../base/csv.ts';
import type { AccountUsage } from './entity.ts';
import type { usageAnswer } from './schema.ts';

type ShownUsage = z.input<typeof usageAnswer>['data'][number];

const hour = 3600;
const gibibyte = 1024;

/** What an account had and used on a host, as administrators see it. */
export function presentUsage(usage: AccountUsage): ShownUsage {
  return {
    account: usage.domain,
    host: usage.host,
    memoryGiBHours: rounded(usage.memorySeconds / gibibyte / hour),
    cpuHours: rounded(usage.cpuMilliseconds / 1000 / hour),
    volumeGiBHours: rounded(usage.storageSeconds / gibibyte / hour),
    observedHours: rounded(usage.observedSeconds / hour),
  };
}

/** Where it stands in its month: by account, then host. A space is less than all that names hold. */
export const positionOf = ({ account, host }: ShownUsage): string => `${account} ${host}`;

const columns = [
  'account',
  'host',
  'memoryGiBHours',
  'cpuHours',
  'volumeGiBHours',
  'observedHours',
] as const;

/** The same as a table, with a line of names. */
export function usageTable(month: string, rows: readonly ShownUsage[]): string {
  const lines = rows.map((row) => csvLine([month, ...columns.map((column) => row[column])]));
  return csvLine(['month', ...columns]) + lines.join('');
}

/** Four digits behind the point: less than half a second. */
const rounded = (value: number) => Math.round(value * 10_000) / 10_000;
