import type { Database } from '../../database/database.ts';
import { rowsById } from '../../database/rows-by-id.ts';
import type { SecretBox } from '../../database/secret-box.ts';
import { StoredUnikernel } from './entity.ts';
import { sealContext } from './sealed-values.ts';

/**
 * Seals with the newest key what an older one has sealed of unikernels; says of how many. What is
 * changed meanwhile is left: it is sealed anew by that.
 */
export async function resealUnikernels(database: Database, box: SecretBox): Promise<number> {
  let count = 0;
  const rows = rowsById((behind, page) => database.em().find(StoredUnikernel, behind, page));
  for await (const row of rows) count += await reseal(database, box, row);
  return count;
}

async function reseal(database: Database, box: SecretBox, row: StoredUnikernel): Promise<number> {
  const { id, sealedConfig = null, sealedInfo = null } = row;
  const config = sealedConfig && box.reseal(sealedConfig, sealContext(id));
  const info = sealedInfo && box.reseal(sealedInfo, sealContext(id));
  if (!config && !info) return 0;
  const change = { ...(config && { sealedConfig: config }), ...(info && { sealedInfo: info }) };
  return await database
    .em()
    .nativeUpdate(StoredUnikernel, { id, sealedConfig, sealedInfo }, change);
}
