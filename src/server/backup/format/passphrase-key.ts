import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import * as z from 'zod';
import { refused } from './refused.ts';

/** How a key is made from a passphrase (scrypt, RFC 7914). */
export const keyDerivation = z.object({
  kdf: z.literal('scrypt'),
  cost: z
    .int()
    .min(1024)
    .max(2 ** 20),
  blockSize: z.literal(8),
  parallelization: z.int().min(1).max(8),
  /** 16 octets, base64. */
  salt: z.string().length(24),
  /** 32 octets, base64, that the right passphrase gives beside the key. */
  check: z.string().length(44),
});

export type KeyDerivation = z.output<typeof keyDerivation>;

/** 64 MiB, and a second or less. */
const standard = { kdf: 'scrypt', cost: 2 ** 16, blockSize: 8, parallelization: 2 } as const;

/** Characters that a passphrase has at least. */
export const shortestPassphrase = 12;

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/**
 * A key of 32 octets for a new backup, and what is written down to make it again. Whitespace around the
 * passphrase is ignored, since it could not be given everywhere.
 */
export async function newKey(given: string): Promise<{ key: Buffer; how: KeyDerivation }> {
  const passphrase = given.trim();
  if (passphrase.length < shortestPassphrase) {
    throw refused(`A passphrase has at least ${shortestPassphrase} characters.`);
  }
  const salt = randomBytes(16).toString('base64');
  const { key, check } = await make(passphrase, { ...standard, salt });
  return { key, how: { ...standard, salt, check: check.toString('base64') } };
}

/** The key of a backup. Throws `backup-refused` where the passphrase is another one. */
export async function keyOf(given: string, how: KeyDerivation): Promise<Buffer> {
  const expected = Buffer.from(how.check, 'base64');
  // In an older backup blanks around it may count.
  for (const passphrase of new Set([given.trim(), given])) {
    const { key, check } = await make(passphrase, how);
    if (expected.length === check.length && timingSafeEqual(expected, check)) return key;
  }
  throw refused('The passphrase is not the one that the backup was made with.');
}

async function make(passphrase: string, how: Omit<KeyDerivation, 'check'>) {
  const { cost, blockSize, parallelization, salt } = how;
  const maxmem = 2 * 128 * cost * blockSize;
  const octets = await derive(passphrase.normalize('NFC'), Buffer.from(salt, 'base64'), 64, {
    ...{ cost, blockSize, parallelization, maxmem },
  });
  return { key: octets.subarray(0, 32), check: octets.subarray(32) };
}
