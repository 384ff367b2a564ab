import assert from 'node:assert/strict';
import { TrustWorld } from './trust-world.ts';

describe('the exchange of what is not trusted', () => {
  let world: TrustWorld;
  before(async () => {
    world = await TrustWorld.open();
    await world.trust();
  });
  after(() => world.close());

  /** The sentence of a refusal, with this code. */
  const refusal = async (code: string, options: Parameters<TrustWorld['exchange']>[0]) => {
    const { json, text } = await world.exchange(options);
    assert.equal(Object(json).code, code, text);
    return `${Object(json).detail}`;
  };

  for (const [what, claims] of [
    ['another repository', { repository: 'octopus/web' }],
    ['another case', { repository: 'Octo/web' }],
    ['another branch', { ref: 'refs/heads/main2' }],
    ['a claim that is not there', { ref: undefined }],
    ['a list of which no member fits', { ref: ['refs/heads/try', ['refs/heads/main'], {}] }],
    ['a list with nothing in it', { ref: [] }],
  ] as const) {
    it(`refuses ${what}, saying what the token says and not what is trusted`, async () => {
      const detail = await refusal('exchange-refused', { claims });
      assert.match(detail, /The token says: iss http.*, aud https:\/\/fulmar.example.org/);
      assert.ok(!detail.includes('octo/*'));
    });
  }

  for (const [what, options, words] of [
    ['has expired', { made: -600, ends: -90 }, /has expired/],
    ['does not hold yet', { notBefore: 90 }, /does not hold yet/],
    [
      'was made in a time to come',
      { made: 3600, ends: 7200 },
      /a time to come .*: it says 2\S+Z, and the clock of this server 2/,
    ],
    ['is older than a day', { made: -90_000, ends: 3600 }, /more than a day ago/],
    ['is signed by another', { foreign: true }, /not signed by its issuer/],
    ['is signed with a key that is not published', { kid: 'other' }, /does not publish/],
    ['does not say when it ends', { claims: { exp: undefined } }, /when it ends \(exp\)/],
    ['does not say who it is for', { claims: { aud: undefined } }, /lacks the claim aud/],
    ['does not say whose it is', { claims: { iss: undefined } }, /does not name its issuer/],
  ] as const) {
    it(`refuses a token that ${what}`, async () => {
      assert.match(await refusal('identity-token-invalid', options), words);
    });
  }

  it('refuses what is unsigned, signed with a public key as a secret, or no JWT', async () => {
    const [, payload] = (await world.issuer.token()).split('.');
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const [token, words] of [
      [`${part({ alg: 'none' })}.${payload}.`, /not accepted \(alg\)/],
      [`${part({ alg: 'HS256', kid: 'first' })}.${payload}.c2lnbmVk`, /not accepted \(alg\)/],
      [`${part({ alg: 'RS256', kid: 'first' })}.${payload}.c2lnbmVk`, /not signed by its issuer/],
      [`${part({ alg: 'RS256' })}.${payload}`, /is no JWT|malformed/],
      ['no JWT', /is no JWT/],
    ] as const) {
      assert.match(await refusal('identity-token-invalid', { token }), words, token);
    }
  });
});
