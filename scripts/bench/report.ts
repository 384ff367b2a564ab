import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { keepsBound, type Row } from './row.ts';

/** A run as it is written to a file, to be compared with later ones. */
const report = z.object({
  machine: z.string(),
  rows: z.array(z.object({ what: z.string(), measured: z.number(), unit: z.string().optional() })),
});
export type Report = z.output<typeof report>;

/** Writes a run as JSON: each row with its rounds, and whether it kept its bound. */
export async function writeReport(
  file: string,
  machine: string,
  rows: readonly Row[],
): Promise<void> {
  const written = rows.map((row) => ({ ...row, kept: keepsBound(row) }));
  await writeFile(file, `${JSON.stringify({ machine, rows: written }, null, 2)}\n`);
}

/** Reads an earlier run. Rejects where the file is none. */
export async function readReport(file: string): Promise<Report> {
  return report.parse(JSON.parse(await readFile(file, 'utf8')));
}

const head = ['| what | earlier | now | change |', '| --- | --- | --- | --- |'];

/** What has changed since an earlier run, a row for each that both have measured, as Markdown. */
export function compare(earlier: Report, rows: readonly Row[]): string {
  const before = new Map(earlier.rows.map((row) => [row.what, row]));
  const lines = rows.flatMap((row) => {
    const old = before.get(row.what);
    return old ? [compareRow(row, old.measured)] : [];
  });
  return [`Earlier: ${earlier.machine}`, '', ...head, ...lines].join('\n');
}

function compareRow({ what, measured, unit = '' }: Row, earlier: number): string {
  const change = (measured / earlier - 1) * 100;
  const sign = change < 0 ? '−' : '+';
  const show = (value: number) => `${value.toFixed(2)} ${unit}`.trim();
  const cells = [what, show(earlier), show(measured), `${sign}${Math.abs(change).toFixed(0)} %`];
  return `| ${cells.join(' | ')} |`;
}
