import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

interface SignOptions {
  readonly comment?: string;
  /** As minisign did before 2015: the file itself is signed. */
  readonly legacy?: boolean;
}

/** A key of minisign, made anew, that signs as minisign does. */
export class SigningKeyPair {
  /** The public key as a file. */
  readonly publicKey: string;
  readonly #id: Buffer;
  readonly #key: KeyObject;

  constructor(id: string) {
    this.#id = Buffer.from(id, 'latin1').subarray(0, 8);
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    this.#key = privateKey;
    const raw = Buffer.from(`${publicKey.export({ format: 'jwk' }).x}`, 'base64url');
    const line = Buffer.concat([Buffer.from('Ed'), this.#id, raw]).toString('base64');
    this.publicKey = `untrusted comment: minisign public key\n${line}\n`;
  }

  /** The signature of a file, as a file. */
  sign(content: Uint8Array, { comment = 'signed', legacy = false }: SignOptions = {}): Buffer {
    const message = legacy ? content : createHash('blake2b512').update(content).digest();
    const signature = sign(null, message, this.#key);
    const global = sign(null, Buffer.concat([signature, Buffer.from(comment)]), this.#key);
    const octets = Buffer.concat([Buffer.from(legacy ? 'Ed' : 'ED'), this.#id, signature]);
    const lines = [
      'untrusted comment: signature',
      octets.toString('base64'),
      `trusted comment: ${comment}`,
      global.toString('base64'),
    ];
    return Buffer.from(`${lines.join('\n')}\n`);
  }
}
