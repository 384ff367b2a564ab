import assert from 'node:assert/strict';
import { reachOf } from '../../../src/identity/tokens/reach.ts';
import { sessionActor } from '../../support/actors.ts';
import { bearer, tokenFields } from '../accounts/identity-fixture.ts';
import { rule, TrustWorld } from '../trusts/trust-world.ts';

/** Each may make others. */
const maker = { scopes: ['tokens:write', 'unikernels:write'] };

describe('what a token makes', () => {
  let world: TrustWorld;
  beforeEach(async () => {
    world = await TrustWorld.open();
  });
  afterEach(() => world.close());

  /** A token that another one makes. */
  const made = async (token: string, fields: Readonly<Record<string, unknown>> = {}) => {
    const json = { name: 'made', ...maker, ...fields };
    const { id, secret, madeBy } = await world.expect(201, '/tokens', { json, token });
    return { id: `${id}`, secret: `${secret}`, madeBy };
  };
  const idOf = async (token: string): Promise<string> =>
    (await world.expect(200, '/tokens/current', { token })).id;
  const statuses = (...tokens: string[]) =>
    Promise.all(tokens.map((token) => world.current(token)));
  const makersOf = async (token: string) => {
    const { credential } = await bearer(world.server, token);
    assert.ok(credential.kind === 'token');
    return credential.makers;
  };
  const revoke = (id: string, query = '', token = world.bob) =>
    world.expect(204, `/tokens/${id}${query}`, { method: 'DELETE', token });

  /** A token, one that it made, a trust of that one, and what a job got for that. */
  const family = async () => {
    const parent = await made(world.bob);
    const child = await made(parent.secret);
    const trust = await world.trust({ rules: [{ ...rule, ...maker }] }, child.secret);
    const job = await world.exchanged();
    const sibling = await made(world.bob);
    return { parent, child, trust, job, sibling };
  };

  it('names it, and that of a person nobody', async () => {
    const { parent, child, trust, job } = await family();
    assert.deepEqual([parent.madeBy, child.madeBy], [await idOf(world.bob), parent.id]);
    assert.equal(trust.madeBy, child.id);
    const shown = await world.expect(200, `/tokens/${await idOf(job)}`, { token: world.bob });
    assert.deepEqual([shown.madeBy, shown.exchanged], [child.id, true]);
    const own = await world.expect(200, `/tokens/${parent.madeBy}`, { token: world.bob });
    assert.equal(own.madeBy, null);
  });

  /** A token of bob's that bob made signed in, and bob so. */
  const ownedBy = async () => {
    const { account } = await bearer(world.server, world.bob);
    const person = { ...sessionActor('bob'), account };
    const fields = tokenFields({ scopes: ['unikernels:write', 'tokens:write'] });
    const { token, secret } = await world.server.tokens.create(person, fields);
    return { person, id: token.id, secret };
  };
  const rotate = (status: number, id: string, token: string) =>
    world.expect(status, `/tokens/${id}/rotate`, {
      ...{ method: 'POST', token, json: { grace: 3600 } },
    });

  it('is also what it has rotated of a person’s, which ends with it', async () => {
    const signedIn = await world.expect(200, '/tokens/current', { token: world.bob });
    const owned = await ownedBy();
    const leaked = await made(world.bob);
    const rotated = await rotate(200, owned.id, leaked.secret);
    assert.equal(rotated.madeBy, leaked.id);
    const back = await rotate(200, owned.id, leaked.secret);
    assert.equal(back.madeBy, leaked.id);
    const { scopes } = signedIn;
    const sibling = await made(world.bob, { scopes });
    assert.equal((await rotate(403, owned.id, sibling.secret)).code, 'session-only');
    assert.equal((await rotate(403, signedIn.id, sibling.secret)).code, 'session-only');
    await rotate(200, owned.id, world.bob);
    await revoke(leaked.id);
    assert.deepEqual(await statuses(rotated.secret, back.secret, owned.secret), [401, 401, 401]);
  });

  it('is what it has rotated, with the limit that this had', async () => {
    const owned = await ownedBy();
    const rotated = await rotate(200, owned.id, (await made(world.bob)).secret);
    assert.equal(await makersOf(rotated.secret), undefined);
    const child = await made(rotated.secret);
    assert.deepEqual(
      (await makersOf(child.secret))?.map(({ id }) => id),
      [owned.id],
    );
  });

  it('is left to who rotates it next, once it works no more', async () => {
    const [owned, first, second] = [await ownedBy(), await ownedBy(), await ownedBy()];
    await rotate(200, owned.id, first.secret);
    await rotate(403, owned.id, second.secret);
    await revoke(first.id, '?descendants=false', second.secret);
    const rotated = await rotate(200, owned.id, second.secret);
    assert.equal(rotated.madeBy, second.id);
    await revoke(second.id);
    assert.deepEqual(await statuses(rotated.secret), [401]);
  });

  it('is not what a person has taken back', async () => {
    const { tokens } = world.server;
    const owned = await ownedBy();
    const first = await made(world.bob);
    await rotate(200, owned.id, first.secret);
    const { token, secret } = await tokens.rotate(owned.person, owned.id, 0);
    assert.equal(token.madeBy, null);
    await revoke(first.id);
    assert.deepEqual(await statuses(secret), [200]);
    const second = await made(world.bob);
    assert.equal((await rotate(200, owned.id, second.secret)).madeBy, second.id);
  });

  it('draws on the limits of all that it comes from, as they are now', async () => {
    const { parent, child, job } = await family();
    const root = { id: await idOf(world.bob), hourlyLimit: 1000 };
    const json = { hourlyLimit: 7 };
    await world.expect(200, `/tokens/${parent.id}`, { method: 'PATCH', json, token: world.bob });
    const budgets = [{ id: child.id, hourlyLimit: 1000 }, { id: parent.id, hourlyLimit: 7 }, root];
    const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
    const makers = (await makersOf(job)) ?? [];
    assert.deepEqual(
      makers.map(({ id, hourlyLimit }) => ({ id, hourlyLimit })).sort(byId),
      budgets.sort(byId),
    );
    assert.equal(await makersOf(world.bob), undefined);
  });

  it('ends with it: tokens, trusts, and what came of those', async () => {
    const { parent, child, trust, job, sibling } = await family();
    const ofJob = await made(job, { expiresIn: undefined, expiresAt: '2026-11-22T12:01:00Z' });
    assert.deepEqual(await statuses(child.secret, job, ofJob.secret), [200, 200, 200]);
    await revoke(parent.id);
    const ended = [parent.secret, child.secret, job, ofJob.secret];
    assert.deepEqual(await statuses(...ended), [401, 401, 401, 401]);
    assert.deepEqual(await statuses(world.bob, sibling.secret), [200, 200]);
    await world.refuses('trust-unknown', `/trusts/${trust.id}`, { token: world.bob });
  });

  it('ends with it where an administrator revokes it, too', async () => {
    const { parent, child, job } = await family();
    const { data } = await world.expect(200, '/accounts');
    const { id } = Object(data.find(({ name }: { name: string }) => name === 'bob'));
    await world.expect(204, `/accounts/${id}/tokens/${parent.id}`, { method: 'DELETE' });
    assert.deepEqual(await statuses(parent.secret, child.secret, job), [401, 401, 401]);
  });

  it('stays if that is wanted, within the limit of what is gone, for as long as it lives', async () => {
    const { parent, child, trust, job, sibling } = await family();
    await revoke(parent.id, '?descendants=false');
    assert.deepEqual(await statuses(parent.secret, child.secret, job), [401, 200, 200]);
    await world.expect(200, `/trusts/${trust.id}`, { token: world.bob });
    world.server.clock.passDays(91);
    await revoke(sibling.id);
    await revoke((await made(world.bob)).id);
    const ids = ((await makersOf(child.secret)) ?? []).map(({ id }) => id);
    assert.ok(ids.includes(parent.id));
  });

  it('ends with what came of a token that was revoked alone', async () => {
    const { parent, child, job } = await family();
    await revoke(child.id, '?descendants=false');
    assert.deepEqual(await statuses(job), [200]);
    await revoke(parent.id);
    assert.deepEqual(await statuses(job), [401]);
  });

  it('takes no other word than true and false', async () => {
    const { parent } = await family();
    const options = { method: 'DELETE', token: world.bob };
    await world.refuses('invalid-query', `/tokens/${parent.id}?descendants=no`, options);
    assert.deepEqual(await statuses(parent.secret), [200]);
  });

  it('by an exchanged token ends with the trust that gave that', async () => {
    const { trust, job } = await family();
    const ofJob = await made(job, { expiresAt: '2026-11-22T12:01:00Z' });
    const json = { audience: 'https://new.example.org' };
    await world.expect(200, `/trusts/${trust.id}`, { method: 'PATCH', json, token: world.bob });
    assert.deepEqual(await statuses(job, ofJob.secret), [401, 401]);
  });

  it('includes trusts that it was the last to change', async () => {
    const trust = await world.trust();
    const parent = await made(world.bob);
    const json = { name: 'mine', rules: [{ ...rule, claims: { repository: 'intruder/web' } }] };
    const patch = { method: 'PATCH', json, token: parent.secret };
    assert.equal((await world.expect(200, `/trusts/${trust.id}`, patch)).madeBy, parent.id);
    await revoke(parent.id);
    await world.refuses('trust-unknown', `/trusts/${trust.id}`, { token: world.bob });
  });

  it('comes of four others at most', async () => {
    let last = world.bob;
    for (let times = 0; times < 4; times += 1) last = (await made(last)).secret;
    await world.refuses('limit-reached', '/tokens', {
      json: { name: 'one more', ...maker },
      token: last,
    });
    await world.refuses('limit-reached', '/trusts', { json: world.trustBody(), token: last });
  });

  it('is nothing once it is revoked, and no more than it has then, if that was decided before', async () => {
    const { tokens } = world.server;
    const { account } = await bearer(world.server, world.bob);
    const owner = { account, credential: { kind: 'session', id: '1' } } as const;
    const fields = tokenFields({ scopes: ['tokens:write', 'unikernels:write'] });
    const { token, secret } = await tokens.create(owner, fields);
    const then = await bearer(world.server, secret);
    await tokens.change(owner, token.id, { scopes: ['tokens:write'] });
    await assert.rejects(tokens.create(then, fields), { code: 'scope-missing' });
    const rules = [{ ...reachOf(token), claims: rule.claims }];
    const trust = { ...world.trustBody(), rules, expiresAt: null };
    await assert.rejects(world.server.trusts.create(then, trust), { code: 'scope-missing' });
    await tokens.revoke(owner, token.id);
    const narrow = tokenFields({ scopes: ['tokens:write'] });
    await assert.rejects(tokens.create(then, narrow), { code: 'credential-revoked' });
  });
});
