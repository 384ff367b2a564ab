/** A signature of minisign, in its parts. */
export interface Signature {
  /** Whether it is of the file's BLAKE2b-512, instead of the file itself. */
  readonly prehashed: boolean;
  /** Of the key that made it: 8 octets. */
  readonly keyId: Buffer;
  readonly octets: Buffer;
  readonly trustedComment: string;
  /** Of `octets` and the trusted comment. */
  readonly global: Buffer;
}

/** Octets that a signature may have as a file. */
export const maxSignatureFile = 16 * 1024;

const layout = { keyId: 2, octets: 10, length: 74, global: 64 };
const trusted = 'trusted comment: ';

/** A file `NAME.minisig`; null: it is none. */
export function parseSignature(text: string): Signature | null {
  const [untrusted = '', first = '', comment = '', second = ''] = text.split(/\r?\n/);
  const octets = fromBase64(first, layout.length);
  const global = fromBase64(second, layout.global);
  if (!untrusted.startsWith('untrusted comment:') || !comment.startsWith(trusted)) return null;
  if (!octets || !global) return null;
  const algorithm = octets.toString('latin1', 0, layout.keyId);
  if (algorithm !== 'Ed' && algorithm !== 'ED') return null;
  return {
    prehashed: algorithm === 'ED',
    keyId: octets.subarray(layout.keyId, layout.octets),
    octets: octets.subarray(layout.octets),
    trustedComment: comment.slice(trusted.length),
    global,
  };
}

function fromBase64(text: string, length: number): Buffer | null {
  const octets = /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : null;
  return octets?.length === length ? octets : null;
}
