import { randomBytes } from 'node:crypto';

const magic = Buffer.from('openssh-key-v1\0');
const blockSize = 8;

/** A length and octets (RFC 4251 section 5). */
function sshString(content: Buffer | string): Buffer {
  const octets = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(octets.length);
  return Buffer.concat([length, octets]);
}

/** An Ed25519 key pair as OpenSSH stores it, unencrypted (OpenSSH's PROTOCOL.key). */
export function encodeEd25519(publicKey: Buffer, seed: Buffer, comment: string): string {
  const type = sshString('ssh-ed25519');
  const check = randomBytes(4);
  const secret = Buffer.concat([
    ...[check, check, type, sshString(publicKey)],
    ...[sshString(Buffer.concat([seed, publicKey])), sshString(comment)],
  ]);
  const one = Buffer.from([0, 0, 0, 1]);
  const octets = Buffer.concat([
    ...[magic, sshString('none'), sshString('none'), sshString(''), one],
    ...[sshString(Buffer.concat([type, sshString(publicKey)])), sshString(padded(secret))],
  ]);
  const lines = octets.toString('base64').replace(/.{1,70}/g, '$&\n');
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}-----END OPENSSH PRIVATE KEY-----\n`;
}

/** The padding counts from 1 on. */
function padded(secret: Buffer): Buffer {
  const missing = (blockSize - (secret.length % blockSize)) % blockSize;
  return Buffer.concat([secret, Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, missing))]);
}

/** How a key in OpenSSH's format is locked: rounds of bcrypt, 0 without a passphrase; null: unreadable. */
export function bcryptRounds(text: string): number | null {
  const base64 = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]*)-----END/.exec(text)?.[1] ?? '';
  const octets = Buffer.from(base64, 'base64');
  if (!octets.subarray(0, magic.length).equals(magic)) return null;
  const cipher = readString(octets, magic.length);
  const derivation = cipher && readString(octets, cipher.end);
  const options = derivation && readString(octets, derivation.end);
  if (!cipher || !options) return null;
  if (cipher.content.toString() === 'none') return 0;
  const salt = readString(options.content, 0);
  if (!salt || options.content.length < salt.end + 4) return null;
  return options.content.readUInt32BE(salt.end);
}

function readString(octets: Buffer, start: number): { content: Buffer; end: number } | null {
  if (octets.length < start + 4) return null;
  const end = start + 4 + octets.readUInt32BE(start);
  return octets.length < end ? null : { content: octets.subarray(start + 4, end), end };
}
