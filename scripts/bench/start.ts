import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDashboard } from '../dashboard/ensure.ts';
import { checkOutFormer, ownServer } from './former.ts';
import { inTurn } from './measure.ts';
import { makeRelease, type Program, startProgram } from './released.ts';
import type { BenchOptions, Row } from './row.ts';

/**
 * How long a server takes from its start to the first good answer of `/readyz`, with a database that
 * is there already, as a release and as `npm start` has it, against version 0.1 from its sources.
 */
export async function benchStart({ quick }: BenchOptions): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'fulmar-bench-start-'));
  try {
    await ensureDashboard(() => {});
    const former = await checkOutFormer(folder);
    const programs = [
      { ...(await makeRelease(folder)), what: 'a release', atMost: 0.4 },
      { ...(await ownServer(folder)), what: '`npm start`, once its shell is done', atMost: 0.65 },
    ];
    const rows: Row[] = [];
    for (const { what, atMost, ...program } of programs) {
      const start = (one: Program, data: string) => () => timeToReady(one, join(folder, data));
      const rounds = quick ? 3 : 9;
      const data = `data-${rows.length}`;
      const { ours, bare, each } = await inTurn(
        rounds,
        start(program, data),
        start(former, 'former-data'),
      );
      rows.push({
        what: `the start of ${what}, to the first answer of \`/readyz\``,
        figure: `${ours.toFixed(0)} ms`,
        against: `version 0.1 from its sources, ${bare.toFixed(0)} ms`,
        ...{ measured: ours / bare, each, bound: { atMost } },
      });
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Milliseconds. The server has ended in order, and written what it keeps, when this resolves. */
async function timeToReady(program: Program, data: string): Promise<number> {
  const begun = performance.now();
  await using _server = await startProgram(program, data);
  return performance.now() - begun;
}
