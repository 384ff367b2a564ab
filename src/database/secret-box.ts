import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Length of a key in octets (AES-256). */
export const secretKeyLength = 32;

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/** Nothing was opened: the key that sealed it is not given, or it is not what was sealed. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

/** Encrypts what must not be readable in a copy of the database (AES-256-GCM). */
export interface SecretBox {
  /** The public name of the newest key: what it has sealed begins with it and a full stop. */
  readonly newestKey: string;
  /**
   * `plaintext` sealed with the newest key, as text that says by which. What is sealed in one
   * `context` (as `host/ID`) opens in no other, so that rows cannot be swapped.
   */
  seal(plaintext: Uint8Array, context?: string): string;
  /** What was sealed. Throws `SealError`. */
  open(sealed: string, context?: string): Buffer;
  /** What was sealed, sealed with the newest key; null where it is already, or nothing opens it. */
  reseal(sealed: string, context?: string): string | null;
}

/** A box for these keys of 32 octets, newest first. */
export function createSecretBox(keys: readonly Uint8Array[]): SecretBox {
  const byId = new Map(keys.map((key) => [keyId(key), key] as const));
  const [newest] = byId;
  if (!newest) throw new TypeError('a secret box needs at least one key');
  const [newestId, newestKey] = newest;
  const box: SecretBox = {
    newestKey: newestId,
    seal: (plaintext, context = '') => {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv(algorithm, newestKey, nonce);
      cipher.setAAD(Buffer.from(context));
      const content = [cipher.update(plaintext), cipher.final()];
      const octets = Buffer.concat([nonce, cipher.getAuthTag(), ...content]);
      return `${newestId}.${octets.toString('base64url')}`;
    },
    open: (sealed, context = '') => {
      const [id = '', content = ''] = sealed.split('.');
      const key = byId.get(id);
      if (!key) {
        throw new SealError(`Sealed with the key ${id}, which is not among FULMAR_SECRET_KEY.`);
      }
      return decrypt(key, Buffer.from(content, 'base64url'), context);
    },
    reseal: (sealed, context) => {
      if (sealed.startsWith(`${newestId}.`)) return null;
      try {
        return box.seal(box.open(sealed, context), context);
      } catch (error) {
        if (error instanceof SealError) return null;
        throw error;
      }
    },
  };
  return box;
}

/** The public name of a key: 8 hexadecimal digits of its SHA-256. */
function keyId(key: Uint8Array): string {
  if (key.length !== secretKeyLength) {
    throw new TypeError(`a key has ${secretKeyLength} octets, not ${key.length}`);
  }
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

function decrypt(key: Uint8Array, octets: Buffer, context: string): Buffer {
  const nonce = octets.subarray(0, nonceLength);
  const tag = octets.subarray(nonceLength, nonceLength + tagLength);
  try {
    const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagLength });
    decipher.setAAD(Buffer.from(context));
    decipher.setAuthTag(tag);
    const content = octets.subarray(nonceLength + tagLength);
    return Buffer.concat([decipher.update(content), decipher.final()]);
  } catch (cause) {
    throw new SealError('What was sealed has been changed, or belongs elsewhere.', { cause });
  }
}
