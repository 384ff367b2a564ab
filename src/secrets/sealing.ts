import type { Database } from '../database/database.ts';
import { SealError, type SecretBox } from '../database/secret-box.ts';
import { AccountSecret } from './entity.ts';

/** In what context a value is sealed. */
const contextOf = (id: string) => `secret/${id}`;

/** A value as it is stored in the row of this id. */
export function sealValue(box: SecretBox, id: string, value: string): string {
  return box.seal(Buffer.from(value), contextOf(id));
}

/** The value of a stored secret; null where no key opens it any more. */
export function openValue(box: SecretBox, { id, sealedValue }: AccountSecret): string | null {
  try {
    return box.open(sealedValue, contextOf(id)).toString();
  } catch (error) {
    if (error instanceof SealError) return null;
    throw error;
  }
}

/**
 * Seals the values with the newest key where an older one has, which need not be given any more
 * then; says how many. What no key opens stays: whoever uses it is told.
 */
export async function resealValues(database: Database, box: SecretBox): Promise<number> {
  const em = database.em();
  let count = 0;
  for (const { id, sealedValue } of await em.findAll(AccountSecret)) {
    const resealed = box.reseal(sealedValue, contextOf(id));
    if (resealed === null) continue;
    // Another server may save a new one meanwhile.
    const fresh = { sealedValue: resealed };
    count += await em.nativeUpdate(AccountSecret, { id, sealedValue }, fresh);
  }
  return count;
}
