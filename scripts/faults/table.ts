import { databases, FaultTable } from '../../test/faults/support/fault-table.ts';

interface Options {
  readonly rounds: number;
  /** Of the table only the lines in which it is. */
  readonly only: string;
}

/**
 * Tries each flow with each failure on both databases; gives what was not as promised once all was
 * well again, a line each.
 */
export async function tryFaultTable({ rounds, only }: Options): Promise<string[]> {
  const faults: string[] = [];
  for (const kind of databases) {
    await using table = await FaultTable.open(kind);
    for (let round = 0; round < rounds; round += 1) {
      faults.push(...(await table.tryAll(console.log, { only })));
    }
  }
  return faults;
}
