import type { Database } from '../../database/database.ts';
import type { SecretBox } from '../../database/secret-box.ts';
import { Release } from './entity.ts';
import { releaseContext } from './releases.ts';

/** Rows that are read at once. */
const batch = 500;

/** Seals with the newest key what an older one has sealed of releases; says of how many. */
export async function resealReleases(database: Database, box: SecretBox): Promise<number> {
  let count = 0;
  for (let last = ''; ; ) {
    const where = last === '' ? {} : { id: { $gt: last } };
    const orderBy = { id: 'asc' } as const;
    const rows = await database.em().find(Release, where, { orderBy, limit: batch });
    for (const { id, sealedConfig } of rows) {
      const fresh = box.reseal(sealedConfig, releaseContext(id));
      if (fresh === null) continue;
      count += await database.em().nativeUpdate(Release, { id }, { sealedConfig: fresh });
    }
    last = rows.at(-1)?.id ?? '';
    if (rows.length < batch) return count;
  }
}
