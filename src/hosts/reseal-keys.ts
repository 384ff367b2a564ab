import type { Database } from '../database/database.ts';
import type { SecretBox } from '../database/secret-box.ts';
import { sealContext, sshSealContext } from '../host-client/connection-settings/sealed-settings.ts';
import { StoredHost } from '../host-client/entity.ts';

/**
 * Seals the hosts' private keys with the newest key where an older one has, which need not be given
 * any more then; says of how many hosts. What no key opens stays: its host shows that (`transportOf`).
 */
export async function resealKeys(database: Database, box: SecretBox): Promise<number> {
  const em = database.em();
  const stored = await em.findAll(StoredHost);
  const resealed = stored.filter((host) => reseal(host, box));
  await em.flush();
  return resealed.length;
}

/** Whether anything was to be done and could be. */
function reseal(host: StoredHost, box: SecretBox): boolean {
  const { id, sealedKey, ssh } = host;
  const fresh = sealedKey ? box.reseal(sealedKey, sealContext(id)) : null;
  const freshSsh = ssh ? box.reseal(ssh.sealedKey, sshSealContext(id)) : null;
  if (fresh) host.sealedKey = fresh;
  if (ssh && freshSsh) host.ssh = { ...ssh, sealedKey: freshSsh };
  return fresh !== null || freshSsh !== null;
}
