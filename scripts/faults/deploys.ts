import { DeployTable } from '../../test/faults/deploys/deploy-table.ts';
import { databases } from '../../test/faults/support/fault-table.ts';

interface Options {
  readonly rounds: number;
  /** Of the table only the lines in which it is. */
  readonly only: string;
}

/**
 * Has each step of a deployment fail in turn on both databases; gives what was not as promised at its
 * end, a line each.
 */
export async function failDeploys({ rounds, only }: Options): Promise<string[]> {
  const faults: string[] = [];
  for (const kind of databases) {
    if (!DeployTable.linesOf(kind).some((line) => line.includes(only))) continue;
    await using table = await DeployTable.open(kind);
    for (let round = 0; round < rounds; round += 1) {
      faults.push(...(await table.tryAll(console.log, only)));
    }
  }
  return faults;
}
