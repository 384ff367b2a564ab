import type { Database } from '../database/database.ts';
import { rowsById } from '../database/rows-by-id.ts';
import type { SecretBox } from '../database/secret-box.ts';
import { Deployment } from './entity.ts';
import { configContext, sealConfig } from './sealed-config.ts';

/**
 * Seals the configurations of deployments with the newest key: those of an early release, which
 * stand there plainly, and those that an older key has sealed, which need not be given any more
 * then. Says how many.
 */
export async function resealConfigs(database: Database, box: SecretBox): Promise<number> {
  const newest = { $like: `${box.newestKey}.%` };
  const byOthers = (column: 'sealedConfig' | 'sealedPlan' | 'sealedSource') => ({
    $and: [{ [column]: { $ne: null } }, { $not: { [column]: newest } }],
  });
  const sealed = [byOthers('sealedConfig'), byOthers('sealedPlan'), byOthers('sealedSource')];
  const where = { $or: [{ plainConfig: { $ne: null } }, ...sealed] };
  const fields = ['id', 'sealedConfig', 'plainConfig', 'sealedPlan', 'sealedSource'] as const;
  let count = 0;
  const rows = rowsById((behind, page) =>
    database.em().find(Deployment, { $and: [where, behind] }, { fields, ...page }),
  );
  for await (const { id, sealedConfig, plainConfig, sealedPlan, sealedSource } of rows) {
    const resealed = sealedConfig
      ? box.reseal(sealedConfig, configContext(id))
      : sealConfig(box, id, plainConfig ?? null);
    const plan = sealedPlan ? box.reseal(sealedPlan, configContext(id)) : null;
    const origin = sealedSource ? box.reseal(sealedSource, configContext(id)) : null;
    if (resealed === null && plan === null && origin === null) continue;
    const fresh = {
      ...(resealed !== null && { sealedConfig: resealed, plainConfig: null }),
      ...(plan !== null && { sealedPlan: plan }),
      ...(origin !== null && { sealedSource: origin }),
    };
    count += await database.em().nativeUpdate(Deployment, { id }, fresh);
  }
  return count;
}
