import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import { Account } from '../../../src/identity/accounts/entity.ts';
import type { ForeignAccount } from '../../../src/identity/accounts/imported-accounts.ts';
import {
  approver,
  bearer,
  type IdentityFixture,
  makeIdentity,
  person,
  signIn,
  signUpRequest,
  tokenFields,
} from './identity-fixture.ts';

const id = '7d0c0c5e-4c55-4b0e-9f0a-0f1b8b6f3a11';
const createdAt = new Date('2024-05-01T00:00:00Z');
const foreign = (fields: Partial<ForeignAccount> = {}): ForeignAccount => ({
  ...{ id, name: parseLabel('bob'), email: 'bob@example.org', standing: 'active' },
  ...{ admin: false, createdAt, ...fields },
});

describe('accounts that come from another server', () => {
  let identity: IdentityFixture;
  beforeEach(async () => {
    identity = await makeIdentity();
  });
  afterEach(() => identity.database.close());

  const add = async (fields: Partial<ForeignAccount> = {}) => {
    const { imported, database } = identity;
    const hash = await imported.unknownPassword();
    await database.transaction((em) => imported.add(em, foreign(fields), hash));
    return await database.em().findOneOrFail(Account, { id: fields.id ?? id });
  };
  const match = (fields: Partial<ForeignAccount> = {}) => identity.imported.match(foreign(fields));

  it('keep their ids, and are active where they were', async () => {
    const account = await add();
    assert.partialDeepStrictEqual(account, {
      ...{ id, name: 'bob', email: 'bob@example.org', active: true, admin: false },
      ...{ createdAt, approvedAt: identity.clock.tell(), waitsFrom: null, first: true },
    });
    assert.equal(account.suspendedAt ?? null, null);
    assert.match(account.passwordHash, /^\$argon2id\$/);
    await assert.rejects(signIn(identity, 'bob'), { code: 'sign-in-refused' });
    const other = await add({
      ...{ id: crypto.randomUUID(), name: parseLabel('carol'), email: 'carol@example.org' },
      admin: true,
    });
    assert.deepEqual([other.first, other.admin], [null, true]);
  });

  it('are suspended where they were, with the reason', async () => {
    assert.partialDeepStrictEqual(await add({ standing: 'suspended' }), {
      ...{ active: false, approvedAt: identity.clock.tell(), waitsFrom: null },
      suspendedAt: identity.clock.tell(),
      suspensionReason: 'It was not active on the server that it was taken over from.',
    });
  });

  it('wait where they did, without an end, until somebody approves', async () => {
    const waiting = await add({ standing: 'waiting' });
    const { active, approvedAt, waitsFrom } = waiting;
    assert.deepEqual([active, approvedAt, waitsFrom], [false, null, 'import']);
    identity.clock.passDays(400);
    await identity.users.purge();
    assert.deepEqual(
      (await identity.users.list()).map(({ name }) => name),
      ['bob'],
    );
    await add({
      ...{ id: crypto.randomUUID(), name: parseLabel('ada'), email: 'ada@example.org' },
      admin: true,
    });
    const changed = await identity.users.change(approver, id, { active: true });
    assert.deepEqual([changed.account.active, changed.needsPassword], [true, true]);
    const again = await identity.users.change(approver, id, { active: true });
    assert.equal(again.needsPassword, false);
  });

  it('begin with what others keep for them, unless they wait', async () => {
    await add();
    const [bob] = await identity.users.list();
    assert.ok(bob);
    const counts = await identity.holdings.of(bob);
    assert.equal(counts.tokens, 0);
  });

  it('are here already by their ids, or by name and address', async () => {
    assert.deepEqual(await match(), { state: 'new' });
    await add();
    assert.deepEqual(await match(), { state: 'known', id, isWaited: true });
    const elsewhere = { id: crypto.randomUUID() };
    assert.deepEqual(await match(elsewhere), { state: 'known', id, isWaited: false });
    const renamed = { name: parseLabel('robert'), email: 'robert@example.org' };
    assert.deepEqual(await match(renamed), { state: 'known', id, isWaited: true });
    const em = identity.database.em();
    await em.nativeUpdate(Account, { id }, { lastSignInAt: identity.clock.tell() });
    assert.deepEqual(await match(), { state: 'known', id, isWaited: false });
    await em.nativeUpdate(Account, { id }, { lastSignInAt: null, active: false });
    assert.deepEqual(await match(), { state: 'known', id, isWaited: false });
  });

  it('are kept out by whoever has the name or the address', async () => {
    await person(identity, 'ada');
    await add();
    const other = { id: crypto.randomUUID() };
    assert.deepEqual(await match({ ...other, email: 'another@example.org' }), {
      state: 'collision',
      why: 'the account bob has this name, with the address bob@example.org',
    });
    assert.deepEqual(await match({ ...other, name: parseLabel('robert') }), {
      state: 'collision',
      why: 'the account bob has this address',
    });
    await identity.signUp.signUp(signUpRequest('eve'));
    const eve = { name: parseLabel('eve'), email: 'eve@example.org' };
    assert.deepEqual(await match({ ...other, ...eve }), {
      state: 'collision',
      why: 'the account eve, which waits for approval, has this name, with the address eve@example.org',
    });
  });

  it('are kept out where an account had the name, and was deleted', async () => {
    await person(identity, 'ada');
    const bob = await person(identity, 'bob');
    await identity.users.remove(bob.account.id);
    assert.deepEqual(await match({ email: 'another@example.org' }), {
      state: 'collision',
      why: 'an account had this name, and was deleted',
    });
    assert.deepEqual(await match({ name: parseLabel('carol') }), { state: 'new' });
  });

  it('need an administrator to be approved by', async () => {
    assert.equal(await identity.imported.hasAdministrator(), false);
    await add({ admin: true, standing: 'suspended' });
    assert.equal(await identity.imported.hasAdministrator(), false);
    await add({ id: crypto.randomUUID(), name: parseLabel('eve'), email: 'eve@example.org' });
    assert.equal(await identity.imported.hasAdministrator(), false);
    await identity.database.em().nativeUpdate(Account, { id }, { active: true });
    assert.equal(await identity.imported.hasAdministrator(), true);
  });

  it('bring tokens, which are presented as before and known again', async () => {
    await add();
    const secret = '0a1b2c3d-4e5f-4678-9abc-def012345678';
    const token = { secret, fields: tokenFields({ name: 'old' }), createdAt };
    const { imported, database, tokens } = identity;
    assert.equal(await imported.knowsToken(token), false);
    await database.transaction((em) => imported.addToken(em, id, token));
    assert.equal(await imported.knowsToken(token), true);
    assert.equal(await imported.knowsToken({ secret: crypto.randomUUID() }), false);
    const actor = await bearer(identity, secret);
    assert.equal(actor.account.id, id);
    assert.equal(actor.credential.kind === 'token' && actor.credential.prefix, '0a1b2c3d');
    const [stored] = await tokens.list(id);
    assert.deepEqual([stored?.name, stored?.createdAt], ['old', createdAt]);
    assert.match(
      `${stored?.id}`,
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    // It is known by its id, too, when it has another secret.
    await tokens.rotate(
      { ...actor, credential: { kind: 'session', id: 'bob' } },
      `${stored?.id}`,
      0,
    );
    await assert.rejects(bearer(identity, secret), { code: 'credential-revoked' });
    assert.equal(await imported.knowsToken(token), true);
  });
});
