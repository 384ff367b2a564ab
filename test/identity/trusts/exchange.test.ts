import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Trust } from '../../../src/identity/trusts/entity.ts';
import { UsedIdentity } from '../../../src/identity/trusts/used-identity.ts';
import { rule, TrustWorld } from './trust-world.ts';

const minutes = 60_000;

describe('the exchange of an identity token', () => {
  let world: TrustWorld;
  beforeEach(async () => {
    world = await TrustWorld.open();
  });
  afterEach(() => world.close());

  /** The sentence of a refusal, with this code. */
  const refusal = async (code: string, options: Parameters<TrustWorld['exchange']>[0] = {}) => {
    const { json, text } = await world.exchange(options);
    assert.equal(Object(json).code, code, text);
    return `${Object(json).detail}`;
  };

  it('gives a token of 15 minutes with just what the rule allows', async () => {
    const reach = { hosts: ['one'], names: ['web-*'], addresses: ['127.0.0.0/8'], hourlyLimit: 50 };
    await world.trust({ rules: [{ ...rule, ...reach }] });
    const { status, json, text } = await world.exchange();
    assert.equal(status, 201, text);
    const { secret, account, name, scopes, expiresAt, ...given } = Object(json);
    assert.match(secret, /^fmr_[0-9A-Za-z]{49}$/);
    assert.deepEqual([account, name], ['bob', 'repo:octo/web:ref:refs/heads/main']);
    assert.deepEqual(scopes, ['unikernels:write']);
    assert.partialDeepStrictEqual(given, reach);
    assert.equal(Date.parse(expiresAt), world.server.clock.tell().getTime() + 15 * minutes);
    const current = await world.server.ask('/tokens/current', { token: secret });
    assert.partialDeepStrictEqual(current.json, { account: 'bob', scopes, ...reach });
  });

  it('gives a token that is listed, can be revoked, but not changed', async () => {
    await world.trust();
    const { secret, id } = Object((await world.exchange()).json);
    const token = world.bob;
    const { data } = await world.expect(200, '/tokens', { token });
    const listed = data.find((each: { id: string }) => each.id === id);
    assert.equal(listed?.exchanged, true);
    const later = { json: { expiresAt: null }, method: 'PATCH', token };
    await world.refuses('token-exchanged', `/tokens/${id}`, later);
    await world.refuses('token-exchanged', `/tokens/${id}/rotate`, { json: {}, token });
    assert.equal(await world.current(secret), 200);
    await world.expect(204, `/tokens/${id}`, { method: 'DELETE', token });
    assert.equal(await world.current(secret), 401);
  });

  it('gives a token that ends by itself and is then forgotten', async () => {
    await world.trust();
    const { secret, id } = Object((await world.exchange()).json);
    world.server.clock.pass(15 * minutes - 1);
    assert.equal(await world.current(secret), 200);
    world.server.clock.pass(2);
    assert.equal(await world.current(secret), 401);
    await world.server.exchange.purge();
    await world.refuses('token-unknown', `/tokens/${id}`, { token: world.bob });
    assert.equal(await world.current(world.bob), 200);
  });

  it('gives what the first rule allows that fits, and of another nothing', async () => {
    const branch = { claims: { repository: 'octo/web' }, scopes: ['unikernels:read'] };
    const release = {
      claims: { ref: 'refs/tags/v*', environment: 'live' },
      scopes: ['hosts:read'],
    };
    await world.trust({ rules: [rule, release, branch] });
    const scopesFor = async (claims: Record<string, unknown>) =>
      Object((await world.exchange({ claims })).json).scopes;
    assert.deepEqual(await scopesFor({}), ['unikernels:write']);
    const tag = { ref: 'refs/tags/v1', repository: 'elsewhere/web', environment: 'live' };
    assert.deepEqual(await scopesFor(tag), ['hosts:read']);
    assert.deepEqual(await scopesFor({ ref: 'refs/heads/try' }), ['unikernels:read']);
  });

  it('takes a claim that is a list to fit where one member does', async () => {
    await world.trust({ rules: [{ ...rule, claims: { groups: 'deploy-*', level: '3' } }] });
    const statusFor = async (groups: unknown) =>
      (await world.exchange({ claims: { groups, level: [1, 3] } })).status;
    assert.equal(await statusFor(['people', 'deploy-web']), 201);
    assert.equal(await statusFor(['people', 'deploy']), 403);
    assert.equal(await statusFor('deploy-web'), 201);
  });

  it('answers alike where there is no such account or no trust, and gives the reason of one suspended', async () => {
    await world.trust();
    const refusals = [
      await refusal('exchange-refused', { account: 'nobody' }),
      await refusal('exchange-refused', { account: 'ada' }),
    ];
    await world.expect(200, `/accounts/${await idOf('bob')}`, {
      method: 'PATCH',
      json: { active: false, reason: 'Unpaid' },
    });
    refusals.push(await refusal('exchange-refused', { account: 'nobody' }));
    assert.equal(new Set(refusals).size, 1);
    const detail = 'An administrator has suspended the account: Unpaid.';
    assert.equal(await refusal('account-inactive'), detail);
    await refusal('exchange-refused', { claims: { ref: 'refs/heads/other' } });
  });

  it('refuses a token that is made for another audience, though all else fits', async () => {
    await world.trust();
    const fits = { audience: 'https://fulmar.example.org' };
    assert.equal((await world.exchange(fits)).status, 201);
    const others = ['https://other.example.org', `${fits.audience}/`, 'https://FULMAR.example.org'];
    for (const audience of others) {
      assert.match(await refusal('exchange-refused', { audience }), new RegExp(`aud ${audience}`));
    }
    await refusal('exchange-refused', { claims: { aud: others } });
    const among = await world.exchange({ claims: { aud: [...others, fits.audience] } });
    assert.equal(among.status, 201);
  });

  const idOf = async (name: string) => {
    const { data } = await world.expect(200, '/accounts');
    return data.find((user: { name: string }) => user.name === name).id;
  };

  it('contacts no issuer that no administrator allows', async () => {
    const { asked } = world.issuer;
    asked.clear();
    const claims = { iss: world.issuer.address.replace('127.0.0.1', '127.0.0.2') };
    assert.match(await refusal('issuer-not-allowed', { claims }), /No administrator allows/);
    const { data } = await world.expect(200, '/issuers');
    await world.expect(204, `/issuers/${data[0].id}`, { method: 'DELETE' });
    await refusal('issuer-not-allowed');
    assert.equal(asked.size, 0);
  });

  it('asks for keys once, and again for one that is new', async () => {
    await world.trust();
    await world.exchanged();
    await world.exchanged();
    assert.equal(world.issuer.asked.get('/keys'), 1);
    await world.issuer.changeKey('second');
    // Not sooner than 30 s after the last time, so that nobody can make us ask again and again.
    await refusal('identity-token-invalid');
    assert.equal(world.issuer.asked.get('/keys'), 1);
    mock.timers.enable({ apis: ['Date'], now: Date.now() + 31_000 }); // jose's clock
    try {
      await world.exchanged();
    } finally {
      mock.timers.reset();
    }
    assert.equal(world.issuer.asked.get('/keys'), 2);
  });

  it('says why the issuer cannot be used, and does not ask it again at once', async () => {
    await world.trust();
    world.issuer.answers.set('/keys', { status: 503, body: 'secret words' });
    const detail = await refusal('issuer-unreachable');
    assert.match(detail, /answered \/keys with 503/);
    await refusal('issuer-unreachable');
    assert.equal(world.issuer.asked.get('/keys'), 1);
    world.issuer.answers.set('/keys', { status: 200, body: '{"keys": 7}' });
    world.server.clock.pass(31_000);
    assert.match(await refusal('issuer-unreachable'), /no key set/);
    world.issuer.answers.clear();
    await world.exchanged();
  });

  it('ends what a trust gave when the trust is changed, removed, or its issuer is', async () => {
    const { id } = await world.trust();
    const token = world.bob;
    const first = await world.exchanged();
    await world.expect(200, `/trusts/${id}`, { method: 'PATCH', json: { name: 'www' }, token });
    assert.equal(await world.current(first), 401);
    const second = await world.exchanged();
    await world.expect(204, `/trusts/${id}`, { method: 'DELETE', token });
    assert.equal(await world.current(second), 401);
    await refusal('exchange-refused');
    await world.trust();
    const third = await world.exchanged();
    const { data } = await world.expect(200, '/issuers');
    await world.expect(204, `/issuers/${data[0].id}`, { method: 'DELETE' });
    assert.equal(await world.current(third), 401);
  });

  it('ends with the account', async () => {
    await world.trust();
    const secret = await world.exchanged();
    await world.expect(200, `/accounts/${await idOf('bob')}`, { method: 'DELETE' });
    assert.equal(await world.current(secret), 401);
    await refusal('exchange-refused');
    assert.equal(await world.server.database.em().count(Trust), 0);
  });

  it('gives no longer than the trust lasts', async () => {
    const end = new Date(world.server.clock.tell().getTime() + 5 * minutes).toISOString();
    await world.trust({ expiresAt: end });
    assert.equal(Object((await world.exchange()).json).expiresAt, end);
    world.server.clock.pass(5 * minutes);
    await refusal('exchange-refused');
  });

  it('gives tokens that go on with each other’s requests, by their Idempotency-Key', async () => {
    await world.trust({ rules: [{ ...rule, scopes: ['tokens:write', 'unikernels:read'] }] });
    const headers = { 'idempotency-key': 'fill-1' };
    const expiresAt = new Date(world.server.clock.tell().getTime() + minutes).toISOString();
    const json = { name: 'made', scopes: ['unikernels:read'], expiresAt };
    const make = async () =>
      await world.ask('/tokens', { token: await world.exchanged(), json, headers });
    assert.equal((await make()).status, 201);
    assert.equal(Object((await make()).json).code, 'answer-not-kept');
    await world.trust({
      name: 'other',
      audience: 'elsewhere',
      rules: [{ ...rule, scopes: ['tokens:write', 'unikernels:read'] }],
    });
    const other = await world.exchanged({ audience: 'elsewhere' });
    assert.equal(
      (await world.ask('/tokens', { token: other, json: { ...json, name: 'another' }, headers }))
        .status,
      201,
    );
  });

  it('takes an identity token once, also at once, and whichever account is named', async () => {
    await world.trust();
    await world.trust({}, world.ada);
    const token = await world.issuer.token();
    assert.equal((await world.exchange({ token, account: 'nobody' })).status, 403, 'not used up');
    const answers = await Promise.all([
      ...Array.from({ length: 4 }, () => world.exchange({ token })),
      world.exchange({ token, account: 'ada' }),
    ]);
    assert.equal(answers.filter(({ status }) => status === 201).length, 1);
    assert.equal(answers.filter(({ text }) => /exchanged before/.test(text)).length, 4);
    world.server.clock.pass(5 * minutes);
    await world.server.exchange.purge();
    assert.match(await refusal('identity-token-invalid', { token }), /exchanged before/);
    await world.exchanged();
    world.server.clock.pass(7 * minutes);
    await world.server.exchange.purge();
    assert.equal(await world.server.database.em().count(UsedIdentity), 0);
  });

  it('is recorded for the account that is named, refused or not', async () => {
    await world.trust();
    await refusal('exchange-refused', { claims: { ref: 'refs/heads/try' } });
    const { id } = Object((await world.exchange()).json);
    const query = '/audit?account=bob&action=exchangeToken';
    const { data } = await world.expect(200, query);
    const objects = data.map(({ object, outcome }: Record<string, string>) => [outcome, object]);
    assert.deepEqual(objects.sort(), [
      ['exchange-refused', 'tokens/exchange'],
      ['succeeded', `tokens/${id}`],
    ]);
  });

  it('never repeats the identity token', async () => {
    const token = await world.issuer.token();
    for (const text of [
      (await world.exchange({ token })).text,
      (await world.exchange({ token: `${token}x` })).text,
    ]) {
      assert.ok(!text.includes(token.slice(-20)));
    }
    const body = { json: { token, account: 'bob', role: 'x' } };
    assert.ok(!(await world.server.ask('/tokens/exchange', body)).text.includes(token.slice(-20)));
  });
});
