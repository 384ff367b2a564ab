import { parseArgs } from 'node:util';
import { shakePostgres } from './faults/postgres.ts';
import { tryFaultTable } from './faults/table.ts';

/** What goes wrong again and again; each gives what was not as it is promised, a line each. */
const sections: Readonly<Record<string, (options: FaultOptions) => Promise<string[]>>> = {
  postgres: shakePostgres,
  table: tryFaultTable,
};

interface FaultOptions {
  readonly rounds: number;
}

const usage = `Has what may go wrong go wrong, again and again, and looks whether all is well afterwards.

Usage: npm run faults -- [--rounds N] [SECTION…]

  --rounds N  how often each; 50 where it is not given
  SECTION     one of ${Object.keys(sections).join(', ')}; all of them where none is named`;

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '50' }, help: { type: 'boolean' } },
  allowPositionals: true,
});
const rounds = Number(values.rounds);
const unknown = positionals.filter((name) => !Object.hasOwn(sections, name));
if (values.help || unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  for (const name of positionals.length > 0 ? positionals : Object.keys(sections)) {
    console.log(`${name}:`);
    const faults = (await sections[name]?.({ rounds })) ?? [];
    for (const fault of faults) console.log(`not as promised: ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
  }
}
