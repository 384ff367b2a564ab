import assert from 'node:assert/strict';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import {
  hashSecret,
  looksLikeToken,
  newSecret,
  visiblePrefix,
} from '../../../src/identity/credentials/secret.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The CRC-32 of a text as six characters of base62. */
function checksumOf(text: string): string {
  const places = [5, 4, 3, 2, 1, 0].map((power) => Math.floor(crc32(text) / 62 ** power) % 62);
  return places.map((place) => alphabet.charAt(place)).join('');
}

describe('a token’s secret', () => {
  it('is fmr_, 43 characters of base62 and 6 of checksum', () => {
    assert.match(newSecret(), /^fmr_[0-9A-Za-z]{49}$/);
  });

  it('is made from the random source alone, octets past the last multiple of 62 left out', () => {
    const octets = [255, 248, 247, ...Array.from({ length: 60 }, () => 0)];
    const secret = newSecret((size) => Uint8Array.from(octets.splice(0, size)));
    assert.equal(secret.slice(0, 47), `fmr_z${'0'.repeat(42)}`);
  });

  it('carries the CRC-32 of its body in base62', () => {
    const secret = newSecret((size) => new Uint8Array(size));
    const value = [...secret.slice(-6)].reduce((sum, c) => sum * 62 + alphabet.indexOf(c), 0);
    assert.equal(value, 0x7849568f); // of 43 zeros
  });

  it('is recognised', () => {
    for (let round = 0; round < 1000; round += 1) assert.ok(looksLikeToken(newSecret()));
  });

  it('is refused without a look-up with any single character changed', () => {
    const secret = newSecret();
    for (let place = 4; place < secret.length; place += 1) {
      for (const other of alphabet.replace(secret.charAt(place), '')) {
        const typo = secret.slice(0, place) + other + secret.slice(place + 1);
        assert.ok(!looksLikeToken(typo), typo);
      }
    }
  });

  it('is refused when mutated or random, 100,000 times', () => {
    const secret = newSecret();
    const mutated = fc
      .array(fc.tuple(fc.nat(secret.length - 1), fc.constantFrom(...alphabet)), { minLength: 1 })
      .map((changes) => {
        const letters = [...secret];
        for (const [place, letter] of changes) letters[place] = letter;
        return letters.join('');
      })
      .filter((text) => text !== secret);
    const random = fc.string({ maxLength: 60 });
    const property = fc.property(fc.oneof(mutated, random), (text) => !looksLikeToken(text));
    fc.assert(property, { numRuns: 100_000 });
  });

  it('is refused with something around it, though the checksum of all that may fit', () => {
    const checked = (start: string, body: string) => start + body + checksumOf(body);
    const body = 'A'.repeat(43);
    assert.ok(looksLikeToken(checked('fmr_', body)));
    assert.ok(!looksLikeToken(checked('fmr_', `${body}A`)));
    assert.ok(!looksLikeToken(checked('abcd', `fmr_${body}`)));
  });

  it('is stored as SHA-256 and shows 8 characters', () => {
    assert.equal(
      hashSecret('abc'),
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    assert.equal(visiblePrefix('fmr_abcdefgh'), 'fmr_abcd');
  });
});
