import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { TestIssuer } from './test-issuer.ts';
import { TrustWorld } from './trust-world.ts';

const newKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });

/** What an answer to a stranger may have at most, however much the stranger has sent. */
const shortAnswer = 1500;

describe('an identity token that is not as OpenID Connect has it', () => {
  let world: TrustWorld;
  before(async () => {
    world = await TrustWorld.open();
    await world.trust();
  });
  after(() => world.close());

  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  /** A token that nobody has signed. */
  const unsigned = (payload: unknown, header: unknown = { alg: 'RS256', kid: 'first' }) =>
    `${part(header)}.${part(payload)}.c2lnbmVk`;

  /** The sentence of the refusal. */
  async function refusal(options: Parameters<TrustWorld['exchange']>[0]): Promise<string> {
    const { status, json, text } = await world.exchange(options);
    assert.deepEqual([status, Object(json).code], [401, 'identity-token-invalid'], text);
    assert.ok(text.length < shortAnswer, `${text.length} characters`);
    return `${Object(json).detail}`;
  }

  for (const iss of [
    { $ne: null },
    { $like: 'http%' },
    { $like: 'https://nope%' },
    { $re: '.*' },
    { $in: [{ a: 1 }] },
    { foo: 1 },
    ['http://127.0.0.1'],
    7,
    true,
    null,
    '',
    'https://a.example.org/\0',
    '\ud800',
    `https://${'a'.repeat(505)}`,
    `https://${'a'.repeat(9_000)}`,
  ]) {
    it(`is refused with the issuer ${JSON.stringify(iss).slice(0, 40)}, and nobody is asked`, async () => {
      world.issuer.asked.clear();
      const detail = await refusal({ token: unsigned({ iss }) });
      assert.match(detail, /does not name its issuer/);
      assert.equal(world.issuer.asked.size, 0);
    });
  }

  for (const header of [{ alg: {} }, { alg: 'RS256', kid: {} }, { alg: 'RS256', kid: 7 }, {}, []]) {
    it(`is refused with the header ${JSON.stringify(header)}`, async () => {
      const { address: iss } = world.issuer;
      assert.match(await refusal({ token: unsigned({ iss }, header) }), /header|no JWT/);
    });
  }

  for (const [name, values] of Object.entries({
    sub: [7, {}, [], null, '', 'a\0b', 'a\nb', '\ud800'],
    aud: [5, {}, [5], [], [{ $ne: null }], null, ''],
    exp: ['soon', '9999999999', {}, null],
    iat: ['now', {}, null],
    nbf: ['never', {}, null],
  })) {
    for (const value of values) {
      it(`is refused with ${name}: ${JSON.stringify(value)}`, async () => {
        const detail = await refusal({ claims: { [name]: value } });
        assert.match(detail, new RegExp(`cannot be used \\(${name}\\)`));
      });
    }
  }

  for (const [what, options, words] of [
    ['made too long ago', { made: -90_000, ends: 3600 }, /more than a day ago \(iat\)/],
    [
      'made in a time to come',
      { made: 3600, ends: 7200 },
      /a time to come \(iat\): it says 2\S+Z, and the clock/,
    ],
    ['that does not say when it was made', { claims: { iat: undefined } }, /was made \(iat\)/],
    ['that does not say whose it is', { claims: { sub: undefined } }, /lacks the claim sub/],
    ['that has ended', { made: -600, ends: -90 }, /has expired \(exp\)/],
    ['that does not hold yet', { notBefore: 90 }, /does not hold yet \(nbf\)/],
  ] as const) {
    it(`is told what is wrong: ${what}`, async () => {
      assert.match(await refusal(options), words);
    });
  }

  it('is told to name its key where its issuer has several', async () => {
    const another = await TestIssuer.start(world.server.clock.tell);
    try {
      await world.expect(201, '/issuers', { json: { issuer: another.address } });
      const keys = ['one', 'two'].map((kid) => ({ ...newKey(), kid, alg: 'RS256', use: 'sig' }));
      another.answers.set('/keys', { status: 200, body: JSON.stringify({ keys }) });
      const token = unsigned({ iss: another.address }, { alg: 'RS256' });
      assert.match(await refusal({ token }), /which of its issuer’s keys .* \(kid\)/);
    } finally {
      await another.close();
    }
  });

  it('is answered with a short piece of what it says', async () => {
    const iss = `https://${'a'.repeat(500)}`;
    const { status, text } = await world.exchange({ token: unsigned({ iss }) });
    assert.equal(status, 403);
    assert.ok(text.length < shortAnswer / 2, text);
    const long = `eve/${'😀'.repeat(300)}`;
    const claims = { repository: `${long}\u0007`, ref: long, sub: long, aud: Array(3).fill(long) };
    const strange = await world.exchange({ claims });
    assert.equal(Object(strange.json).code, 'exchange-refused');
    assert.ok(strange.text.length < shortAnswer, strange.text);
    assert.ok(strange.text.isWellFormed());
  });

  it('fits a rule that asks for its audience, be that one or several', async () => {
    const [aud, claims] = [world.trustBody().audience, { aud: 'https://fulmar.*' }];
    const { id } = await world.trust({ rules: [{ claims, scopes: ['hosts:read'] }] }, world.ada);
    const [one, several] = [{ aud }, { aud: ['other', aud] }];
    assert.equal((await world.exchange({ claims: one, account: 'ada' })).status, 201);
    assert.equal((await world.exchange({ claims: several, account: 'ada' })).status, 201);
    assert.equal((await world.exchange({ claims: several })).status, 201);
    await world.expect(204, `/trusts/${id}`, { method: 'DELETE' });
  });

  it('gives a name that ends in no half of a character', async () => {
    const { json } = await world.exchange({ claims: { sub: `${'a'.repeat(99)}😀` } });
    assert.equal(Object(json).name, 'a'.repeat(99));
  });
});
