import { parseArgs } from 'node:util';
import { mendLoops } from './faults/crash-loop.ts';
import { failDeploys } from './faults/deploys.ts';
import { raiseEvents } from './faults/events.ts';
import { deployFleet } from './faults/fleet.ts';
import { shakePostgres } from './faults/postgres.ts';
import { tryFaultTable } from './faults/table.ts';

/** What goes wrong again and again; each gives what was not as it is promised, a line each. */
const sections: Readonly<Record<string, (options: FaultOptions) => Promise<string[]>>> = {
  postgres: shakePostgres,
  table: tryFaultTable,
  deploys: failDeploys,
  'crash-loop': mendLoops,
  fleet: deployFleet,
  events: raiseEvents,
};

interface FaultOptions {
  readonly rounds: number;
  /** Of the rows of a table those in whose name it is; all of them where it is empty. */
  readonly only: string;
}

const usage = `Has what may go wrong go wrong, again and again, and looks whether all is well afterwards.

Usage: npm run faults -- [--rounds N] [--only TEXT] [SECTION…]

  --rounds N  how often each; 50 where it is not given
  --only TEXT only those of the table or the deploys whose line contains it, such as 'server killed'
  SECTION     one of ${Object.keys(sections).join(', ')}; all of them where none is named`;

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    only: { type: 'string', default: '' },
    help: { type: 'boolean' },
  },
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
    const faults = (await sections[name]?.({ rounds, only: values.only })) ?? [];
    for (const fault of faults) console.log(`not as promised: ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
  }
}
