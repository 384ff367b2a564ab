/** How the bench is run. */
export interface BenchOptions {
  /** Smaller sizes, for trying the bench itself; its figures mean little. */
  readonly quick: boolean;
}

/** One line of the table: a figure, what it is held against, and the bound that it should keep. */
export interface Row {
  readonly what: string;
  /** What was measured, with its unit. */
  readonly figure: string;
  /** What it is held against, in the same run. */
  readonly against: string;
  /** What counts: a ratio within this run, or a figure of `unit`. */
  readonly measured: number;
  /** The same, round by round, where it was measured in rounds. */
  readonly each?: readonly number[];
  readonly unit?: string;
  readonly bound: { readonly atLeast: number } | { readonly atMost: number };
}

/** Whether the row keeps its bound. */
export function keepsBound({ measured, bound }: Row): boolean {
  return 'atLeast' in bound ? measured >= bound.atLeast : measured <= bound.atMost;
}

const head = [
  '| what | figure | held against | measured | rounds | bound | kept |',
  '| --- | --- | --- | --- | --- | --- | --- |',
];

/** The rows as a Markdown table. */
export function formatTable(rows: readonly Row[]): string {
  return [...head, ...rows.map(formatRow)].join('\n');
}

function formatRow(row: Row): string {
  const { what, figure, against, measured, unit, bound } = row;
  const show = (value: string) => (unit ? `${value} ${unit}` : value);
  const wanted = 'atLeast' in bound ? `≥ ${bound.atLeast}` : `≤ ${bound.atMost}`;
  const kept = keepsBound(row) ? 'yes' : '**NO**';
  const cells = [what, figure, against, show(measured.toFixed(2)), spread(row), show(wanted), kept];
  return `| ${cells.join(' | ')} |`;
}

/** The least and the most of the rounds. */
function spread({ each = [] }: Row): string {
  if (each.length === 0) return '';
  return `${Math.min(...each).toFixed(2)}–${Math.max(...each).toFixed(2)}`;
}
