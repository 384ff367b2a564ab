import assert from 'node:assert/strict';
import { exportJWK, generateKeyPair } from 'jose';
import {
  type IssuerAddress,
  IssuerKeys,
} from '../../../src/identity/trusts/issuers/issuer-keys.ts';
import { OutgoingError } from '../../../src/outgoing/errors.ts';
import type { Send } from '../../../src/outgoing/send.ts';
import { TestClock } from '../accounts/identity-fixture.ts';

const issuer = 'https://issuer.example.org/ci';
const discovery = `${issuer}/.well-known/openid-configuration`;
const jwks_uri = 'https://keys.example.org/all?of=ci';
const address: IssuerAddress = { issuer, privateAddresses: false };
const second = 1000;

describe('the keys of an issuer', () => {
  let clock: TestClock;
  let keys: IssuerKeys;
  const asked: string[] = [];
  const answers = new Map<string, readonly [status: number, body: unknown]>();
  let jwk: object;
  before(async () => {
    jwk = await exportJWK((await generateKeyPair('EdDSA')).publicKey);
  });
  beforeEach(() => {
    clock = new TestClock();
    asked.length = 0;
    answers.clear();
    answers.set(discovery, [200, { issuer, jwks_uri }]);
    answers.set(jwks_uri, [200, { keys: [{ ...jwk, kid: 'first', alg: 'EdDSA' }] }]);
    const send: Send = async ({ url, headers, privateAddresses }) => {
      asked.push(`${url} ${headers?.accept}${privateAddresses ? ' private' : ''}`);
      const [status, body] = answers.get(url.href) ?? [404, ''];
      return { status, headers: {}, body: Buffer.from(JSON.stringify(body)) };
    };
    keys = new IssuerKeys(send, clock.tell);
  });

  const find = async (of = address) => {
    const key = await keys.of(of);
    return await key({ alg: 'EdDSA', kid: 'first' }, { payload: '', signature: '' });
  };
  const refusal = (message: string) => ({ name: 'OutgoingError', fault: 'unreachable', message });
  const failure = `issuer.example.org answered /ci/.well-known/openid-configuration with 503`;

  it('are found through what it publishes, as JSON', async () => {
    await find();
    assert.deepEqual(
      asked,
      [discovery, jwks_uri].map((url) => `${url} application/json`),
    );
  });

  it('are taken from the issuer only, at addresses that are allowed', async () => {
    await find();
    await find({ ...address, privateAddresses: true });
    const other = `${issuer}/`;
    // Its own address ends in one slash, however it is written.
    answers.set(discovery, [200, { issuer: other, jwks_uri }]);
    await find({ ...address, issuer: other });
    const json = 'application/json';
    assert.deepEqual(asked.slice(2), [
      ...[`${discovery} ${json} private`, `${jwks_uri} ${json} private`],
      ...[`${discovery} ${json}`, `${jwks_uri} ${json}`],
    ]);
  });

  it('are fetched again after an hour', async () => {
    const first = await keys.of(address);
    clock.pass(3600 * second - 1);
    assert.equal(await keys.of(address), first);
    clock.pass(1);
    assert.notEqual(await keys.of(address), first);
    assert.equal(asked.length, 2);
  });

  it('are not fetched again for 30 seconds if they are not available', async () => {
    answers.set(discovery, [503, '']);
    await assert.rejects(keys.of(address), refusal(failure));
    answers.set(discovery, [200, { issuer, jwks_uri }]);
    clock.pass(30 * second - 1);
    await assert.rejects(keys.of(address), refusal(failure));
    assert.equal(asked.length, 1);
    clock.pass(1);
    await find();
  });

  it('are fetched at once when an administrator tests the issuer', async () => {
    answers.set(discovery, [503, '']);
    await assert.rejects(keys.probe(address), refusal(failure));
    await assert.rejects(keys.probe(address), refusal(failure));
    assert.equal(asked.length, 2);
    answers.set(discovery, [200, { issuer, jwks_uri }]);
    await keys.probe(address);
    await find();
  });

  for (const [what, body, message] of [
    ['no metadata', 'hello', 'issuer.example.org publishes no metadata of an issuer'],
    ['no keys', { issuer }, 'issuer.example.org publishes no metadata of an issuer'],
    [
      'no address of keys',
      { issuer, jwks_uri: 'keys' },
      'issuer.example.org publishes no metadata of an issuer',
    ],
    [
      'those of another',
      { issuer: 'https://issuer.example.org', jwks_uri },
      `issuer.example.org says that it is another issuer than ${issuer}`,
    ],
  ] as const) {
    it(`are not taken from an issuer that publishes ${what}`, async () => {
      answers.set(discovery, [200, body]);
      await assert.rejects(keys.of(address), refusal(message));
    });
  }

  it('are not taken from an error that the issuer answers with', async () => {
    answers.set(jwks_uri, [500, '']);
    const key = await keys.of(address);
    const asking = async () =>
      await key({ alg: 'EdDSA', kid: 'first' }, { payload: '', signature: '' });
    await assert.rejects(asking, (error) => {
      assert.ok(error instanceof OutgoingError);
      assert.equal(error.message, 'keys.example.org answered /all with 500');
      return true;
    });
  });
});
