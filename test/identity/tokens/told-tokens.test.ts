import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseLabel } from '../../../src/albatross/names.ts';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { Account } from '../../../src/identity/accounts/entity.ts';
import { ReplacedSecret, Token } from '../../../src/identity/tokens/entity.ts';
import type { MadeToken, TokenFields } from '../../../src/identity/tokens/make-token.ts';
import { presentActor, presentToken } from '../../../src/identity/tokens/presenter.ts';
import { tellExpiringTokens } from '../../../src/identity/tokens/tell-expiring-tokens.ts';
import { tokensOfAccounts } from '../../../src/identity/tokens/tokens-of-accounts.ts';
import {
  approver,
  bearer,
  type IdentityFixture,
  makeIdentity,
  person,
  tokenFields,
} from '../accounts/identity-fixture.ts';

const day = 86_400_000;
const makers = ['unikernels:write', 'tokens:write'] as const;

describe('what is told about tokens', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  beforeEach(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada');
  });
  afterEach(() => identity.database.close());

  const em = () => identity.database.em();
  const now = () => identity.clock.tell();
  const later = (milliseconds: number) => new Date(now().getTime() + milliseconds);
  const make = (fields: Partial<TokenFields> = {}, actor = ada): Promise<MadeToken> =>
    identity.tokens.create(actor, tokenFields(fields));
  const insert = async (count: number, fields: Partial<Token> = {}) => {
    const rows = Array.from({ length: count }, () => ({
      ...{ id: randomUUID(), accountId: ada.account.id, name: 'ci', prefix: 'fmr_' },
      ...{ secretHash: randomUUID(), scopes: makers, createdAt: now(), ...fields },
    }));
    await em().insertMany(Token, rows);
    return rows.map(({ id }) => id);
  };

  it('is that there is no such token if it is another account’s or revoked', async () => {
    const unknown = { code: 'token-unknown', detail: 'The account has no such token.' };
    const { token, secret } = await make();
    const bob = await person(identity, 'bob');
    await assert.rejects(identity.tokens.get(bob.account.id, token.id), unknown);
    await assert.rejects(identity.tokens.rotate(bob, token.id, 0), unknown);
    await identity.tokens.revoke(ada, token.id);
    await assert.rejects(identity.tokens.get(ada.account.id, token.id), unknown);
    await assert.rejects(identity.tokens.getBySecret(ada, secret), unknown);
    await assert.rejects(identity.tokens.revoke(ada, token.id), unknown);
    await assert.rejects(identity.tokens.revokeOf(approver, ada.account.id, token.id), unknown);
  });

  it('is that there may be a hundred at most, not counting revoked and exchanged ones', async () => {
    await insert(98); // one was made at sign-up
    await insert(3, { trustId: randomUUID() });
    await insert(3, { revokedAt: now() });
    await make();
    const detail = 'An account has at most 100 tokens. Remove some.';
    await assert.rejects(make(), { code: 'limit-reached', detail });
  });

  it('is that one from a trust can only be revoked', async () => {
    const { token } = await make();
    await em().nativeUpdate(Token, { id: token.id }, { trustId: randomUUID() });
    const detail = 'It was given for an identity token and ends by itself. It can be revoked only.';
    const exchanged = { code: 'token-exchanged', detail };
    await assert.rejects(identity.tokens.change(ada, token.id, { name: 'other' }), exchanged);
    await assert.rejects(identity.tokens.rotate(ada, token.id, 0), exchanged);
    await assert.rejects(identity.tokens.endGrace(ada, token.id), exchanged);
    await identity.tokens.revoke(ada, token.id);
  });

  it('is who may rotate one that another token has made', async () => {
    const [one, other] = [await make({ scopes: makers }), await make({ scopes: makers })];
    const child = await make({ scopes: makers }, await bearer(identity, one.secret));
    const rotate = async (by: MadeToken, { token }: MadeToken) =>
      await identity.tokens.rotate(await bearer(identity, by.secret), token.id, 3600);
    const ofOthers = {
      code: 'session-only',
      detail:
        'Another token made this one, or yours descends from it. It can be rotated by itself, by the tokens that it descends from, and by you when signed in.',
    };
    await assert.rejects(rotate(other, child), ofOthers);
    await assert.rejects(rotate(child, one), ofOthers);
    await rotate(await rotate(one, child), child);
    // The maker has expired: whoever rotates it next takes it over.
    await em().nativeUpdate(Token, { id: one.token.id }, { expiresAt: now() });
    const { token } = await rotate(other, child);
    assert.deepEqual([token.madeBy, token.takenOver], [other.token.id, true]);
    const back = (await identity.tokens.rotate(ada, token.id, 0)).token;
    assert.deepEqual([back.madeBy ?? null, back.takenOver], [null, false]);
  });

  it('is how long a chain of tokens may be, and that the maker has been revoked', async () => {
    let last = await bearer(identity, (await make({ scopes: makers })).secret);
    for (let generation = 2; generation <= 5; generation += 1) {
      last = await bearer(identity, (await make({ scopes: makers }, last)).secret);
    }
    const detail = 'Tokens that make each other are 5 at most. Make it with an earlier one.';
    await assert.rejects(make({ scopes: makers }, last), { code: 'limit-reached', detail });
    await identity.tokens.revoke(ada, last.credential.id);
    await assert.rejects(make({ scopes: makers }, last), {
      ...{ code: 'credential-revoked', detail: 'The token was revoked.' },
    });
  });

  it('is everything that the owner may see', async () => {
    const { token } = await make();
    const bare = { hosts: null, names: null, addresses: null, expiresAt: null };
    const { id, prefix } = token;
    const createdAt = now().toISOString();
    assert.deepEqual(presentToken(token, now()), {
      ...{ id, name: 'ci', description: null, prefix, scopes: ['unikernels:write'], ...bare },
      ...{ expiresSoon: false, hourlyLimit: 1000, expired: false, exchanged: false },
      ...{ madeBy: null, previous: null, replaced: [], uses: 0, createdAt },
      ...{ lastUsedAt: null, lastUsedAddress: null, lastUsedAgent: null },
    });
    Object.assign(token, {
      ...{ description: 'said', hosts: [parseLabel('one')], names: ['a'], addresses: ['::/0'] },
      ...{ expiresAt: later(day), trustId: randomUUID(), madeBy: id, uses: 7 },
      ...{ lastUsedAt: now(), lastUsedAddress: '192.0.2.1', lastUsedAgent: 'curl' },
    });
    const full = {
      ...{ description: 'said', hosts: ['one'], names: ['a'], addresses: ['::/0'] },
      ...{ expiresAt: later(day).toISOString(), exchanged: true, madeBy: id, uses: 7 },
      ...{ lastUsedAt: createdAt, lastUsedAddress: '192.0.2.1', lastUsedAgent: 'curl' },
    };
    const soon = { ...full, expiresSoon: true, expired: false };
    assert.partialDeepStrictEqual(presentToken(token, now()), soon);
    const over = { ...full, expiresSoon: false, expired: true };
    assert.partialDeepStrictEqual(presentToken(token, later(day)), over);
  });

  it('is what is left of its limit, to whoever uses it', async () => {
    const { token, secret } = await make();
    const actor = await bearer(identity, secret);
    const { id, prefix } = token;
    const told = {
      ...{ id, name: 'ci', prefix, account: 'ada', scopes: ['unikernels:write'], hosts: null },
      ...{ names: null, addresses: null, expiresAt: null, expiresSoon: false, hourlyLimit: 1000 },
    };
    assert.deepEqual(presentActor(actor, null, now()), { ...told, quota: null });
    const counted = { limit: 1000, countedAt: now(), exceeded: false };
    const quota = { ...counted, remaining: 7, resetAt: later(1000) };
    const shown = { remaining: 7, resetAt: later(1000).toISOString() };
    assert.deepEqual(presentActor(actor, quota, now()), { ...told, quota: shown });
    assert.equal(presentActor(ada, quota, now()), null);
  });

  it('is whose they are, the newest first, without revoked ones', async () => {
    const bob = await person(identity, 'bob');
    await em().nativeDelete(Token, {});
    const { token: first } = await make();
    identity.clock.pass(1000);
    const { token: second } = await make({}, bob);
    const [orphan = ''] = await insert(1, { accountId: randomUUID(), createdAt: later(1) });
    await insert(1, { revokedAt: now() });
    const all = await identity.tokens.listEverybodys();
    assert.deepEqual(
      all.map(({ token, account }) => [token.id, account]),
      [
        [orphan, ''],
        [second.id, 'bob'],
        [first.id, 'ada'],
      ],
    );
  });

  it('is that they expire soon, for more than a hundred at a time', async () => {
    await insert(250, { expiresAt: later(13 * day), createdAt: later(-30 * day) });
    const ended = { expiresAt: now(), createdAt: later(-30 * day) };
    await insert(1, ended);
    await insert(1, { ...ended, expiresAt: later(day), revokedAt: now() });
    await insert(1, { ...ended, expiresAt: later(day), trustId: randomUUID() });
    await insert(1, { ...ended, expiresAt: later(day), accountId: randomUUID() });
    await tellExpiringTokens(identity.database, identity.clock.tell);
    assert.equal(await em().count(StoredEvent, { type: 'token.expiring' }), 250);
  });

  it('is deleted 90 days after they were revoked, unless other tokens descend from them', async () => {
    const parent = await make({ scopes: makers });
    await make({ scopes: makers }, await bearer(identity, parent.secret));
    const plain = await make();
    await identity.tokens.rotate(ada, plain.token.id, 3600);
    await identity.tokens.revoke(ada, parent.token.id, false);
    await identity.tokens.revoke(ada, plain.token.id);
    const known = async () => {
      await identity.tokens.revoke(ada, (await make()).token.id); // deletes old ones
      const ids = [parent.token.id, plain.token.id];
      const tokens = (await em().find(Token, { id: ids })).map(({ id }) => ids.indexOf(id));
      return [tokens.toSorted(), await em().count(ReplacedSecret, { token: plain.token.id })];
    };
    identity.clock.passDays(90);
    assert.deepEqual(await known(), [[0, 1], 1]);
    identity.clock.pass(1);
    assert.deepEqual(await known(), [[0], 0]);
  });

  it('is counted for their account, with which they end', async () => {
    const bob = await person(identity, 'bob');
    await em().nativeDelete(Token, {});
    const { id } = bob.account;
    const [own, revoked, others] = [
      (await make({}, bob)).token.id,
      (await make({}, bob)).token.id,
      (await make()).token.id,
    ];
    const earlier = later(-1000);
    await em().nativeUpdate(Token, { id: revoked }, { revokedAt: earlier });
    const account = await em().findOneOrFail(Account, { id });
    assert.deepEqual(await tokensOfAccounts.count?.(em(), account), { tokens: 1 });
    await tokensOfAccounts.end?.(em(), id, now());
    const states = async () =>
      Promise.all(
        [own, revoked, others].map(async (each) => {
          const token = await em().findOne(Token, { id: each });
          return token && (token.revokedAt ?? 'living');
        }),
      );
    assert.deepEqual(await states(), [now(), earlier, 'living']);
    await tokensOfAccounts.forget?.(em(), [id]);
    assert.deepEqual(await states(), [null, null, 'living']);
  });
});
