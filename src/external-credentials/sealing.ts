import type { Database } from '../database/database.ts';
import { rowsById } from '../database/rows-by-id.ts';
import type { SecretBox } from '../database/secret-box.ts';
import { ExternalCredential } from './entity.ts';

/** In what context a secret is sealed. */
const contextOf = (id: string) => `external-credential/${id}`;

/** A secret as it is stored in the row of this id. */
export function sealSecret(box: SecretBox, id: string, secret: string): string {
  return box.seal(Buffer.from(secret), contextOf(id));
}

/** The secret of a stored credential. Throws `SealError`. */
export function openSecret(box: SecretBox, { id, sealedSecret }: ExternalCredential): string {
  return box.open(sealedSecret, contextOf(id)).toString();
}

/**
 * Seals the secrets with the newest key where an older one has, which need not be given any more
 * then; says how many. What no key opens stays: a check tells that.
 */
export async function resealSecrets(database: Database, box: SecretBox): Promise<number> {
  let count = 0;
  const rows = rowsById((behind, page) => database.em().find(ExternalCredential, behind, page));
  for await (const { id, sealedSecret } of rows) {
    const resealed = box.reseal(sealedSecret, contextOf(id));
    if (resealed === null) continue;
    // Another server may save a new one meanwhile.
    const asRead = { id, sealedSecret };
    const sealed = { sealedSecret: resealed };
    count += await database.em().nativeUpdate(ExternalCredential, asRead, sealed);
  }
  return count;
}
