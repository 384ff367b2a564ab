import { createCipheriv, createHmac } from 'node:crypto';
import type { Socket } from 'node:net';

/**
 * The alerts that a host refuses a client's certificates with
 * (docs/albatross-protocol.md, section 3.1).
 */
export const alerts = { badCertificate: 42, certificateExpired: 45 } as const;

export type Alert = (typeof alerts)[keyof typeof alerts];

/** How records are protected, by the names that Node gives the cipher suites. */
const suites = {
  TLS_AES_128_GCM_SHA256: { cipher: 'aes-128-gcm', hash: 'sha256', keyLength: 16 },
  TLS_AES_256_GCM_SHA384: { cipher: 'aes-256-gcm', hash: 'sha384', keyLength: 32 },
} as const;

type Suite = keyof typeof suites;

/** The cipher suites that `sendAlert` can speak, as a server's `ciphers` option. */
export const alertCiphers = Object.keys(suites).join(':');

const isSuite = (name: string): name is Suite => Object.hasOwn(suites, name);

const fatal = 2;
const contentType = { alert: 21, applicationData: 23 } as const;
const tagLength = 16;
const nonceLength = 12;

/**
 * Sends a fatal alert as the first record after the handshake, which Node offers no way to do, and
 * ends the connection. `secret` is the server's first application traffic secret, as the `keylog`
 * event tells it (RFC 8446 sections 5.2, 6 and 7.3).
 */
export function sendAlert(socket: Socket, alert: Alert, suiteName: string, secret: Buffer): void {
  if (!isSuite(suiteName)) throw new Error(`no alert can be sent with the suite ${suiteName}`);
  const suite = suites[suiteName];
  const expand = (label: string, length: number) => expandLabel(suite.hash, secret, label, length);
  const plain = Buffer.from([fatal, alert, contentType.alert]);
  const length = plain.length + tagLength;
  const header = Buffer.from([contentType.applicationData, 3, 3, length >> 8, length & 0xff]);
  // The nonce is the iv combined with the record's number, which is 0.
  const key = expand('key', suite.keyLength);
  const cipher = createCipheriv(suite.cipher, key, expand('iv', nonceLength)).setAAD(header);
  const sealed = [cipher.update(plain), cipher.final(), cipher.getAuthTag()];
  socket.end(Buffer.concat([header, ...sealed]));
}

/** HKDF-Expand-Label without a context, for at most one block of the hash (RFC 8446 section 7.1). */
function expandLabel(hash: string, secret: Buffer, label: string, length: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`, 'latin1');
  const info = [Buffer.from([0, length, name.length]), name, Buffer.from([0, 1])];
  return createHmac(hash, secret).update(Buffer.concat(info)).digest().subarray(0, length);
}

const secretLine = /^SERVER_TRAFFIC_SECRET_0 [0-9a-f]+ ([0-9a-f]+)\s*$/;

/** The server's first application traffic secret, where a line of the key log tells it. */
export function serverSecretIn(line: Buffer): Buffer | null {
  const hex = secretLine.exec(line.toString('latin1'))?.[1];
  return hex === undefined ? null : Buffer.from(hex, 'hex');
}
