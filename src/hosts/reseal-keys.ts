import type { Database } from '../database/database.ts';
import { SealError, type SecretBox } from '../database/secret-box.ts';
import { privateKeyOf, sealContext } from './connection/host-settings.ts';
import { StoredHost } from './entity.ts';

/**
 * Seals the hosts' private keys with the newest key where an older one has, which need not be given
 * any more then; says how many. What no key opens stays: its host shows that (`transportOf`).
 */
export async function resealKeys(database: Database, box: SecretBox): Promise<number> {
  const em = database.em();
  const stored = await em.findAll(StoredHost);
  const resealed = stored.filter((host) => box.isStale(host.sealedKey) && reseal(host, box));
  await em.flush();
  return resealed.length;
}

/** Whether it could be opened. */
function reseal(host: StoredHost, box: SecretBox): boolean {
  try {
    host.sealedKey = box.seal(Buffer.from(privateKeyOf(host, box)), sealContext(host.id));
    return true;
  } catch (error) {
    if (error instanceof SealError) return false;
    throw error;
  }
}
