import assert from 'node:assert/strict';
import { errors } from 'jose';
import { claimedIssuer, readClaims } from '../../../src/identity/trusts/identity-claims.ts';
import { asProblem } from '../../../src/identity/trusts/jose-faults.ts';

const now = new Date('2026-11-22T12:00:00Z');
const hourAgo = now.getTime() / 1000 - 3600;
const untimely = (what: string) =>
  `The identity token ${what}: it says 2026-11-22T11:00:00.000Z, and the clock of this server ` +
  '2026-11-22T12:00:00.000Z.';

const payload = { iat: hourAgo, exp: hourAgo, nbf: hourAgo };

/** What comes of an error: the code, the sentence and the cause. */
function told(error: Error) {
  const { code, detail, cause } = Object(asProblem(error, now));
  return [code, detail, cause];
}

const claimFault = (claim: string, reason: string, of: object = payload) =>
  new errors.JWTClaimValidationFailed('refused', { ...of }, claim, reason);

describe('a failure of the check of an identity token', () => {
  for (const [error, detail] of [
    [new errors.JWTExpired('', payload, 'exp', 'check_failed'), untimely('has expired (exp)')],
    [
      new errors.JWTExpired('', payload, 'iat', 'check_failed'),
      'The identity token was made more than a day ago (iat).',
    ],
    [claimFault('nbf', 'check_failed'), untimely('does not hold yet (nbf)')],
    [claimFault('iat', 'check_failed'), untimely('says that it was made in a time to come (iat)')],
    [
      claimFault('nbf', 'check_failed', { nbf: 1e13 }),
      'The identity token does not hold yet (nbf).',
    ],
    [
      claimFault('nbf', 'check_failed', { nbf: 'soon' }),
      'The identity token does not hold yet (nbf).',
    ],
    [claimFault('exp', 'missing'), 'The identity token does not say when it ends (exp).'],
    [claimFault('iat', 'missing'), 'The identity token does not say when it was made (iat).'],
    [claimFault('aud', 'missing'), 'The identity token lacks the claim aud.'],
    [claimFault('exp', 'invalid'), 'The identity token has a claim that cannot be used (exp).'],
    [
      claimFault('iss', 'check_failed'),
      'The identity token has a claim that cannot be used (iss).',
    ],
    [
      new errors.JWKSNoMatchingKey(),
      'The identity token is signed with a key that its issuer does not publish.',
    ],
    [
      new errors.JWKSMultipleMatchingKeys(),
      'The identity token does not say which of its issuer’s keys has signed it (kid).',
    ],
    [
      new errors.JWSSignatureVerificationFailed(),
      'The identity token is not signed by its issuer.',
    ],
    [
      new errors.JOSEAlgNotAllowed(),
      'The identity token is signed in a way that is not accepted (alg).',
    ],
    [
      new errors.JOSENotSupported(),
      'The identity token is signed in a way that is not accepted (alg).',
    ],
    [new errors.JWTInvalid(), 'The identity token is malformed.'],
    [new errors.JWSInvalid(), 'The identity token is malformed.'],
  ] as const) {
    it(`is told as: ${detail}`, () => {
      assert.deepEqual(told(error), ['identity-token-invalid', detail, error]);
    });
  }

  it('is the issuer’s, where its keys cannot be understood', () => {
    const error = new errors.JWKSInvalid();
    const detail = 'The issuer cannot be used: it publishes no key set that can be understood.';
    assert.deepEqual(told(error), ['issuer-unreachable', detail, error]);
  });

  it('is what it is, where it is none of those', () => {
    const error = new Error('a fault of ours');
    assert.equal(asProblem(error, now), error);
  });
});

describe('what an identity token says', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const tokenOf = (header: unknown, claims: unknown) => `${part(header)}.${part(claims)}.c2ln`;
  const iss = 'https://issuer.example.org';

  it('is, before all, whose it is', () => {
    assert.equal(claimedIssuer(tokenOf({ alg: 'RS256' }, { iss })), iss);
    assert.equal(claimedIssuer(tokenOf({ alg: 'RS256', kid: 'a' }, { iss })), iss);
    const long = 'i'.repeat(512);
    assert.equal(claimedIssuer(tokenOf({ alg: 'RS256' }, { iss: long })), long);
  });

  for (const [header, claims, what] of [
    [{ kid: 'a' }, { iss }, 'has a header that cannot be used'],
    [{ alg: 1 }, { iss }, 'has a header that cannot be used'],
    [{ alg: 'RS256', kid: 1 }, { iss }, 'has a header that cannot be used'],
    ...[undefined, 1, '', 'i'.repeat(513)].map((odd) => {
      const words = 'does not name its issuer as a text of 1 to 512 characters (iss)';
      return [{ alg: 'RS256' }, { iss: odd }, words] as const;
    }),
    [{ alg: 'RS256' }, [], 'is no JWT'],
  ] as const) {
    it(`is refused where it ${what} [${JSON.stringify({ header, claims }).slice(0, 60)}]`, () => {
      assert.throws(() => claimedIssuer(tokenOf(header, claims)), {
        code: 'identity-token-invalid',
        detail: `The identity token ${what}.`,
      });
    });
  }

  const claims = { sub: 'web', aud: ['a', 'b'], exp: 2, iat: 1 };

  it('is who it is for, as a list, and from when to when', () => {
    assert.deepEqual(readClaims({ ...claims, nbf: 1, more: true }), { ...claims, nbf: 1 });
    assert.deepEqual(readClaims({ ...claims, aud: 'a' }), { ...claims, aud: ['a'] });
  });

  for (const [change, names] of [
    [{ sub: '' }, 'sub'],
    [{ sub: undefined }, 'sub'],
    [{ aud: [] }, 'aud'],
    [{ aud: [''] }, 'aud'],
    [{ aud: '' }, 'aud'],
    [{ exp: '2' }, 'exp'],
    [{ iat: null }, 'iat'],
    [{ nbf: 'soon' }, 'nbf'],
    [{ sub: 1, exp: '2' }, 'sub, exp'],
  ] as const) {
    it(`cannot be used with ${JSON.stringify(change)}`, () => {
      assert.throws(() => readClaims({ ...claims, ...change }), {
        code: 'identity-token-invalid',
        detail: `The identity token has a claim that cannot be used (${names}).`,
      });
    });
  }
});
