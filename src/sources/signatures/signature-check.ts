import { createHash, verify } from 'node:crypto';
import { Problem } from '../../base/errors.ts';
import { parseSigningKey } from '../../base/signing-key.ts';
import { parseSignature } from './signature.ts';

/** Checks a file against its signature, as it comes. */
export interface SignatureCheck {
  update(chunk: Buffer): void;
  /** At the end of the file, once: whether it is what was signed. */
  matches(): boolean;
  /** The same. Throws `signature-wrong`. */
  verify(): void;
}

/**
 * A check of a file against a signature and a key of minisign, both as text. Throws
 * `signature-wrong` where that cannot be: it is none, a legacy one (whose file has to be had whole in
 * memory), of another key, or its comment is not its own.
 */
export function signatureCheck(keyText: string, signatureText: string): SignatureCheck {
  const key = parseSigningKey(keyText);
  if (!key) throw wrong('The account’s signing key is not a minisign public key.');
  const signature = parseSignature(signatureText);
  if (!signature) throw wrong('The signature is not a minisign signature.');
  if (!signature.prehashed) {
    throw wrong('The signature is in the legacy format; sign the file with minisign -SHm FILE.');
  }
  if (!signature.keyId.equals(key.id)) {
    throw wrong(
      `The signature was made with the key ${nameOf(signature.keyId)}, not ${nameOf(key.id)}.`,
    );
  }
  const comment = Buffer.concat([signature.octets, Buffer.from(signature.trustedComment)]);
  if (!verify(null, comment, key.key, signature.global)) {
    throw wrong('The trusted comment of the signature was not signed with the key.');
  }
  const hash = createHash('blake2b512');
  const matches = () => verify(null, hash.digest(), key.key, signature.octets);
  return {
    update: (chunk) => void hash.update(chunk),
    matches,
    verify: () => {
      if (!matches()) throw wrong('The signature does not match the file.');
    },
  };
}

/** As minisign shows it: a number, its last octet first. */
const nameOf = (id: Buffer) => Buffer.from(id).reverse().toString('hex').toUpperCase();

const wrong = (detail: string) => new Problem('signature-wrong', detail);
