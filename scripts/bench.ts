import { parseArgs } from 'node:util';
import { benchBodies } from './bench/bodies.ts';
import { benchCertificateChain } from './bench/certificate-chain.ts';
import { benchConsoles } from './bench/consoles.ts';
import { benchDashboard } from './bench/dashboard.ts';
import { benchDeploys } from './bench/deploys.ts';
import { benchDownloads } from './bench/downloads.ts';
import { benchHosts } from './bench/hosts.ts';
import { benchImages } from './bench/images.ts';
import { describeMachine } from './bench/machine.ts';
import { benchMemory } from './bench/memory.ts';
import { benchNeighbour } from './bench/neighbour.ts';
import { type BenchOptions, formatTable, keepsBound, type Row } from './bench/row.ts';
import { benchSsh, benchSshMemory } from './bench/ssh.ts';
import { benchTokens } from './bench/tokens.ts';
import { benchUploads } from './bench/uploads.ts';

const sections: Readonly<Record<string, (options: BenchOptions) => Promise<Row[]>>> = {
  certificates: benchCertificateChain,
  tokens: benchTokens,
  uploads: benchUploads,
  deploys: benchDeploys,
  downloads: benchDownloads,
  memory: benchMemory,
  hosts: benchHosts,
  ssh: benchSsh,
  'ssh-memory': benchSshMemory,
  dashboard: benchDashboard,
  bodies: benchBodies,
  images: benchImages,
  consoles: benchConsoles,
  neighbour: benchNeighbour,
};

const usage = `Measures what the documentation promises, each against something bare in the same run.

Usage: npm run bench -- [--quick] [SECTION…]

  --quick   smaller sizes, for trying the bench itself
  SECTION   one of ${Object.keys(sections).join(', ')}; all of them where none is named`;

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, help: { type: 'boolean' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !Object.hasOwn(sections, name));
if (values.help || unknown.length > 0) {
  console.error(usage);
  process.exitCode = values.help ? 0 : 2;
} else {
  await bench(positionals.length > 0 ? positionals : Object.keys(sections), values);
}

async function bench(names: readonly string[], options: BenchOptions): Promise<void> {
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
  console.log(`${describeMachine()}\n\n${formatTable(rows)}`);
  const missed = rows.filter((row) => !keepsBound(row));
  for (const { what } of missed) console.log(`\nMissed its bound: ${what}`);
}
