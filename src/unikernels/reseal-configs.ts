import type { Database } from '../database/database.ts';
import type { SecretBox } from '../database/secret-box.ts';
import { Deployment } from './entity.ts';
import { configContext, sealConfig } from './sealed-config.ts';

/** Rows that are read at once. */
const batch = 500;

/**
 * Seals the configurations of deployments with the newest key: those of an early release, which
 * stand there plainly, and those that an older key has sealed, which need not be given any more
 * then. Says how many.
 */
export async function resealConfigs(database: Database, box: SecretBox): Promise<number> {
  const newest = { $like: `${box.newestKey}.%` };
  const sealedByOthers = {
    $and: [{ sealedConfig: { $ne: null } }, { $not: { sealedConfig: newest } }],
  };
  const where = { $or: [{ plainConfig: { $ne: null } }, sealedByOthers] };
  const fields = ['id', 'sealedConfig', 'plainConfig'] as const;
  let count = 0;
  for (let last = ''; ; ) {
    const beyond = last === '' ? where : { $and: [where, { id: { $gt: last } }] };
    const em = database.em();
    const found = await em.find(Deployment, beyond, {
      fields,
      orderBy: { id: 'asc' },
      limit: batch,
    });
    for (const { id, sealedConfig, plainConfig } of found) {
      const resealed = sealedConfig
        ? box.reseal(sealedConfig, configContext(id))
        : sealConfig(box, id, plainConfig ?? null);
      if (resealed === null) continue;
      const fresh = { sealedConfig: resealed, plainConfig: null };
      count += await em.nativeUpdate(Deployment, { id }, fresh);
    }
    const end = found.at(-1);
    if (!end || found.length < batch) return count;
    last = end.id;
  }
}
