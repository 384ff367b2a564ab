import { type KeyObject, sign } from 'node:crypto';
import { nullValue, sequence } from '../der/writer.ts';
import { CredentialsError } from '../errors.ts';
import { oids } from './oids.ts';

/** What signs certificates: a private key and how its signatures are named. */
export interface Signer {
  /** AlgorithmIdentifier, DER. */
  readonly algorithm: Buffer;
  sign(octets: Buffer): Buffer;
}

const ed25519 = sequence(oids.ed25519);
const ecdsaWithSha256 = sequence(oids.ecdsaWithSha256);
const rsaWithSha256 = sequence(oids.rsaWithSha256, nullValue());

/** A signer for an Ed25519, EC or RSA private key. Throws `CredentialsError` for any other. */
export function signerOf(privateKey: KeyObject): Signer {
  switch (privateKey.asymmetricKeyType) {
    case 'ed25519':
      return { algorithm: ed25519, sign: (octets) => sign(null, octets, privateKey) };
    case 'ec':
      return { algorithm: ecdsaWithSha256, sign: (octets) => sign('sha256', octets, privateKey) };
    case 'rsa':
      return { algorithm: rsaWithSha256, sign: (octets) => sign('sha256', octets, privateKey) };
    default:
      throw new CredentialsError(
        'unsupported-private-key',
        `a private key of type ${privateKey.asymmetricKeyType} cannot sign here: use Ed25519, P-256 or RSA`,
      );
  }
}
