import type { Database } from '../../database/database.ts';
import { rowsById } from '../../database/rows-by-id.ts';
import type { SecretBox } from '../../database/secret-box.ts';
import { UnikernelHealth } from './entity.ts';
import { healthContext } from './kept-health.ts';

/** Seals with the newest key what an older one has sealed of checks; says of how many unikernels. */
export async function resealChecks(database: Database, box: SecretBox): Promise<number> {
  let count = 0;
  const rows = rowsById((behind, page) => database.em().find(UnikernelHealth, behind, page));
  for await (const { id, sealedChecks } of rows) {
    const fresh = box.reseal(sealedChecks, healthContext(id));
    if (fresh === null) continue;
    const change = { sealedChecks: fresh };
    count += await database.em().nativeUpdate(UnikernelHealth, { id, sealedChecks }, change);
  }
  return count;
}
