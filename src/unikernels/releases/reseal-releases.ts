import type { Database } from '../../database/database.ts';
import { rowsById } from '../../database/rows-by-id.ts';
import type { SecretBox } from '../../database/secret-box.ts';
import { Release } from './entity.ts';
import { releaseContext } from './releases.ts';

/** Seals with the newest key what an older one has sealed of releases; says of how many. */
export async function resealReleases(database: Database, box: SecretBox): Promise<number> {
  let count = 0;
  const rows = rowsById((behind, page) => database.em().find(Release, behind, page));
  for await (const { id, sealedConfig, sealedSource } of rows) {
    const config = box.reseal(sealedConfig, releaseContext(id));
    const origin = sealedSource ? box.reseal(sealedSource, releaseContext(id)) : null;
    if (config === null && origin === null) continue;
    const fresh = {
      ...(config !== null && { sealedConfig: config }),
      ...(origin !== null && { sealedSource: origin }),
    };
    count += await database.em().nativeUpdate(Release, { id }, fresh);
  }
  return count;
}
