import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import ssh2, { type ParsedKey } from 'ssh2';
import { SshKeyError } from './errors.ts';
import { bcryptRounds, encodeEd25519 } from './openssh-format.ts';

/** A key to log in with. */
export interface SshKey {
  /** As a public key's line begins: `ssh-ed25519`, … */
  readonly type: string;
  /** RFC 4253 section 6.6. */
  readonly publicKey: Buffer;
  /** Without a passphrase, and as `parseSshKey` takes it. A secret. */
  readonly privateKey: string;
  /** One line, printable. */
  readonly comment: string;
}

/** What a passphrase may cost: 16 rounds are usual, and the process stands still meanwhile. */
const maxRounds = 128;

const curves: readonly unknown[] = ['prime256v1', 'secp384r1', 'secp521r1'];

/**
 * A private key in OpenSSH's format or PEM (PKCS #8, PKCS #1, SEC 1), with or without a passphrase:
 * Ed25519, RSA, or ECDSA over a NIST curve. Throws `SshKeyError`.
 */
export function parseSshKey(text: string, passphrase?: string): SshKey {
  const secret = passphrase === '' ? undefined : passphrase;
  if (text.includes('-----BEGIN OPENSSH PRIVATE KEY-----')) return parseOpenSsh(text, secret);
  if (/-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY-----/.test(text)) return parsePem(text, secret);
  if (text.startsWith('PuTTY-User-Key-File')) {
    throw new SshKeyError('unsupported', "this is PuTTY's own format: export it as OpenSSH's");
  }
  throw new SshKeyError('malformed', 'there is no private key in OpenSSH or PEM format');
}

/** A new Ed25519 key. */
export function newSshKey(comment: string): SshKey {
  return sshKeyOf(generateKeyPairSync('ed25519').privateKey, comment);
}

function parseOpenSsh(text: string, passphrase: string | undefined): SshKey {
  const rounds = bcryptRounds(text);
  if (rounds === null) throw new SshKeyError('malformed', 'the private key cannot be read');
  if (rounds > maxRounds) {
    const message = `the passphrase is hardened by ${rounds} rounds, at most ${maxRounds} are taken: change it with ssh-keygen -p -a 16`;
    throw new SshKeyError('unsupported', message);
  }
  if (rounds > 0 && passphrase === undefined) throw passphraseNeeded();
  const parsed = ssh2.utils.parseKey(text, passphrase);
  if (parsed instanceof Error) throw unreadable(parsed, rounds > 0);
  return sshKeyOf(createPrivateKey(onlyOne(parsed).getPrivatePEM()), onlyOne(parsed).comment);
}

/** ssh2 gives an array for OpenSSH's format, against its types. */
function onlyOne(parsed: ParsedKey | readonly ParsedKey[]): ParsedKey {
  const [key] = [parsed].flat();
  if (!key) throw new SshKeyError('malformed', 'there is no key in the file');
  return key;
}

function parsePem(text: string, passphrase: string | undefined): SshKey {
  const encrypted = text.includes('ENCRYPTED');
  if (encrypted && passphrase === undefined) throw passphraseNeeded();
  return sshKeyOf(readPem(text, passphrase, encrypted), '');
}

function readPem(text: string, passphrase: string | undefined, encrypted: boolean): KeyObject {
  try {
    return createPrivateKey({ key: text, ...(passphrase !== undefined && { passphrase }) });
  } catch (cause) {
    throw unreadable(cause, encrypted);
  }
}

/** What is encrypted and cannot be read was decrypted with the wrong passphrase, as far as one can tell. */
function unreadable(cause: unknown, encrypted: boolean): SshKeyError {
  // ssh2 tells its errors apart by their words only.
  if (cause instanceof Error && cause.message.startsWith('Unsupported')) {
    return new SshKeyError('unsupported', `the private key is of no use here: ${cause.message}`, {
      cause,
    });
  }
  if (!encrypted) return new SshKeyError('malformed', 'the private key cannot be read', { cause });
  return new SshKeyError('passphrase-wrong', "the private key's passphrase is another one", {
    cause,
  });
}

const passphraseNeeded = () =>
  new SshKeyError('passphrase-needed', 'the private key has a passphrase, which was not given');

function sshKeyOf(key: KeyObject, comment: string): SshKey {
  const line = comment.replace(/[^\x20-\x7e]+/g, ' ').trim();
  const privateKey = textOf(key, line);
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) throw unreadable(parsed, false);
  const { type } = onlyOne(parsed);
  return { type, publicKey: onlyOne(parsed).getPublicSSH(), privateKey, comment: line };
}

/** The one text for a key that ssh2 reads whatever it came as. */
function textOf(key: KeyObject, comment: string): string {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  switch (key.asymmetricKeyType) {
    case 'ed25519': {
      const { x = '', d = '' } = key.export({ format: 'jwk' });
      return encodeEd25519(Buffer.from(x, 'base64url'), Buffer.from(d, 'base64url'), comment);
    }
    case 'rsa':
      return key.export({ format: 'pem', type: 'pkcs1' }).toString();
    case 'ec':
      if (curves.includes(curve)) return key.export({ format: 'pem', type: 'sec1' }).toString();
  }
  const kind = curve ?? key.asymmetricKeyType;
  throw new SshKeyError('unsupported', `sshd takes no ${kind} key: Ed25519 is a good choice`);
}
