/** One line of the table: a figure, what it is held against, and the bound that it should keep. */
export interface Row {
  readonly what: string;
  /** What was measured, with its unit. */
  readonly figure: string;
  /** What it is held against, in the same run. */
  readonly against: string;
  readonly ratio: number;
  readonly bound: { readonly atLeast: number } | { readonly atMost: number };
}

/** Whether the row keeps its bound. */
export function keepsBound({ ratio, bound }: Row): boolean {
  return 'atLeast' in bound ? ratio >= bound.atLeast : ratio <= bound.atMost;
}

/** The rows as a Markdown table. */
export function formatTable(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const { what, figure, against, ratio, bound } = row;
    const wanted = 'atLeast' in bound ? `≥ ${bound.atLeast}` : `≤ ${bound.atMost}`;
    const kept = keepsBound(row) ? 'yes' : 'NO';
    return `| ${what} | ${figure} | ${against} | ${ratio.toFixed(2)} | ${wanted} | ${kept} |`;
  });
  const head =
    '| what | figure | held against | ratio | bound | kept |\n| --- | --- | --- | --- | --- | --- |';
  return [head, ...lines].join('\n');
}
