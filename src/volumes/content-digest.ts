import { createHash, type Hash, timingSafeEqual } from 'node:crypto';
import { type Dictionary, ParseError, parseDictionary } from 'structured-headers';
import { Problem } from '../base/errors.ts';

/** The algorithms of RFC 9530 that are safe, by their names there and in OpenSSL. */
const algorithms = { 'sha-256': 'sha256', 'sha-512': 'sha512' } as const;

type Algorithm = keyof typeof algorithms;

interface Expectation {
  readonly algorithm: Algorithm;
  readonly value: Buffer;
  readonly hash: Hash;
}

/** Checks octets, as they were sent, against a `Content-Digest` header (RFC 9530 section 2). */
export class DigestCheck {
  readonly #expectations: readonly Expectation[];

  private constructor(expectations: readonly Expectation[]) {
    this.#expectations = expectations;
  }

  /** Of no header it is a check that passes. Throws `invalid-digest` where the header is none. */
  static of(header: string | null): DigestCheck {
    if (header === null) return new DigestCheck([]);
    const expectations = [...parse(header)].flatMap(([name, [value]]) =>
      expectationOf(name, value),
    );
    if (expectations.length > 0) return new DigestCheck(expectations);
    throw new Problem(
      'invalid-digest',
      `Content-Digest names none of the algorithms ${Object.keys(algorithms).join(', ')}.`,
    );
  }

  update(chunk: Buffer): void {
    for (const { hash } of this.#expectations) hash.update(chunk);
  }

  /** Throws `invalid-digest` unless all that was announced is what came. */
  verify(): void {
    for (const { algorithm, value, hash } of this.#expectations) {
      const actual = hash.digest();
      if (timingSafeEqual(actual, value)) continue;
      throw new Problem(
        'invalid-digest',
        `The octets received have the ${algorithm} ${actual.toString('base64')}, not the announced one.`,
      );
    }
  }
}

/** A dictionary (RFC 9651, section 3.2); of a name that is given twice the last one counts. */
function parse(header: string): Dictionary {
  try {
    return parseDictionary(header);
  } catch (cause) {
    if (cause instanceof ParseError) throw malformed(cause);
    throw cause;
  }
}

/** What a member announces, which is octets; those of other algorithms are passed over. */
function expectationOf(algorithm: string, announced: unknown): Expectation[] {
  if (!(announced instanceof ArrayBuffer)) throw malformed();
  if (!isAlgorithm(algorithm)) return [];
  const hash = createHash(algorithms[algorithm]);
  const value = Buffer.from(announced);
  if (value.length !== hash.copy().digest().length) {
    throw new Problem('invalid-digest', `The ${algorithm} of Content-Digest has a wrong length.`);
  }
  return [{ algorithm, value, hash }];
}

function malformed(cause?: unknown): Problem {
  const detail = 'Content-Digest is not of the form sha-256=:BASE64:.';
  return new Problem('invalid-digest', detail, { cause });
}

function isAlgorithm(name: string): name is Algorithm {
  return Object.hasOwn(algorithms, name);
}
