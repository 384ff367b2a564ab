import { parseArgs } from 'node:util';
import { describeMachine } from './bench/machine.ts';
import { compare, readReport, writeReport } from './bench/report.ts';
import { type BenchOptions, formatTable, keepsBound, type Row } from './bench/row.ts';
import { sections } from './bench/sections.ts';

const usage = `Measures what the documentation promises, each against something bare in the same run.

Usage: npm run bench -- [--quick] [--json FILE] [--against FILE] [SECTION…]

  --quick         smaller sizes, for trying the bench itself
  --json FILE     writes what was measured, round by round
  --against FILE  shows what has changed since a run that was written so
  SECTION         one of ${Object.keys(sections).join(', ')};
                  all of them where none is named`;

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string' },
    against: { type: 'string' },
    help: { type: 'boolean' },
  },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !Object.hasOwn(sections, name));
if (values.help || unknown.length > 0) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  const earlier = values.against === undefined ? null : await readReport(values.against);
  const rows = await bench(positionals.length > 0 ? positionals : Object.keys(sections), values);
  const machine = describeMachine();
  console.log(`${machine}\n\n${formatTable(rows)}`);
  const missed = rows.filter((row) => !keepsBound(row));
  for (const { what } of missed) console.log(`\nMissed its bound: ${what}`);
  if (earlier) console.log(`\n${compare(earlier, rows)}`);
  if (values.json !== undefined) await writeReport(values.json, machine, rows);
}

async function bench(names: readonly string[], options: BenchOptions): Promise<Row[]> {
  const rows: Row[] = [];
  for (const name of names) {
    console.error(`measuring ${name} …`);
    try {
      rows.push(...((await sections[name]?.(options)) ?? []));
    } catch (error) {
      console.error(`${name} could not be measured:`, error);
      process.exitCode = 1;
    }
  }
  return rows;
}
