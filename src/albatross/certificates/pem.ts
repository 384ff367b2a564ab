import type { KeyObject } from 'node:crypto';

/** A DER certificate as PEM (RFC 7468). */
export function certificateToPem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** A private key as PKCS #8 PEM, unencrypted: a secret. */
export const privateKeyToPem = (privateKey: KeyObject): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const certificateBlock = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;
const privateKeyBlock =
  /-----BEGIN ((?:[A-Z]+ )*)PRIVATE KEY-----[\s\S]*?-----END \1PRIVATE KEY-----/;

/** Every certificate in a text, in order, each still PEM. */
export const certificatesIn = (text: string): string[] => text.match(certificateBlock) ?? [];

/** The first private key in a text, still PEM; null where there is none. */
export const privateKeyIn = (text: string): string | null =>
  privateKeyBlock.exec(text)?.[0] ?? null;
