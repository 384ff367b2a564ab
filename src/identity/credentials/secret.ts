import { hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** A secure random source: this many octets. Tests pass in one of their own. */
export type RandomSource = (size: number) => Uint8Array;

const mark = 'fmr_';
const bodyLength = 43;
const checksumLength = 6;
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const form = /^fmr_[0-9A-Za-z]{49}$/;

/** How many characters of a secret stay visible. */
const visibleLength = 8;

/**
 * A token's secret: `fmr_`, 43 random characters of base62, then their checksum, by which a secret
 * scanner recognises one and a typing error is refused without a look-up.
 */
export function newSecret(random: RandomSource = randomBytes): string {
  const body = randomBase62(bodyLength, random);
  return `${mark}${body}${checksum(body)}`;
}

/** Whether a text can be a token's secret at all; any single typo is told without a look-up. */
export function looksLikeToken(text: string): boolean {
  if (!form.test(text)) return false;
  return text.endsWith(checksum(text.slice(mark.length, -checksumLength)));
}

/** As mollymawk's tokens are: a random UUID. */
const importedForm = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether a text can be the secret of a token that was imported; it has no checksum. */
export const looksImported = (text: string): boolean => importedForm.test(text);

/** What is stored of a secret: its SHA-256, hexadecimal. Enough, since a secret has 256 bits. */
export function hashSecret(secret: string): string {
  return hash('sha256', secret);
}

/** The first characters, which tell one token from another to its owner. */
export function visiblePrefix(secret: string): string {
  return secret.slice(0, visibleLength);
}

/** Octets past the last whole multiple of 62 are thrown away, so that no character is likelier. */
function randomBase62(length: number, random: RandomSource): string {
  const bound = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const octet of random(length)) {
      if (octet < bound && text.length < length) text += alphabet.charAt(octet % alphabet.length);
    }
  }
  return text;
}

function checksum(body: string): string {
  let rest = crc32(body);
  let text = '';
  for (let place = 0; place < checksumLength; place += 1) {
    text = alphabet.charAt(rest % alphabet.length) + text;
    rest = Math.floor(rest / alphabet.length);
  }
  return text;
}
