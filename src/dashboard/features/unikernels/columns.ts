import type { SortKey } from './select-unikernels.ts';

/** What a list of unikernels can show of each. */
export const columnNames = [
  'name',
  'account',
  'host',
  'state',
  'image',
  'cpu',
  'memory',
  'asked',
  'uptime',
  'cpuids',
  'labels',
] as const;

export type ColumnName = (typeof columnNames)[number];

export interface Column {
  readonly label: string;
  /** How wide it is beside the others. */
  readonly weight: number;
  readonly sort?: SortKey;
}

export const columns: Readonly<Record<ColumnName, Column>> = {
  name: { label: 'Name', weight: 26, sort: 'name' },
  account: { label: 'Account', weight: 8.5 },
  host: { label: 'Host', weight: 8.5, sort: 'host' },
  state: { label: 'State', weight: 14 },
  image: { label: 'Image', weight: 14.5 },
  cpu: { label: 'CPU', weight: 8 },
  memory: { label: 'Memory', weight: 15, sort: 'memory' },
  asked: { label: 'Deployed', weight: 9.5, sort: 'askedAt' },
  uptime: { label: 'Uptime', weight: 7, sort: 'startedAt' },
  cpuids: { label: 'CPU ids', weight: 8 },
  labels: { label: 'Labels', weight: 14 },
};

/** Those that somebody may do without. */
export const optionalColumns = columnNames.filter((name) => name !== 'name' && name !== 'account');

/** What is shown until somebody chooses. */
export const standardColumns: readonly ColumnName[] = [
  ...['host', 'state', 'image', 'cpu', 'memory', 'asked', 'uptime'],
] as const satisfies readonly ColumnName[];

export const isColumn = (text: unknown): text is ColumnName =>
  columnNames.some((name) => name === text);

/** The columns of a table, in their order; whose each is only where they are everybody's. */
export function columnsOf(chosen: readonly ColumnName[], everybodys: boolean): ColumnName[] {
  return columnNames.filter(
    (name) => name === 'name' || (name === 'account' ? everybodys : chosen.includes(name)),
  );
}
