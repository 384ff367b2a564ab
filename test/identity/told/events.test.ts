import assert from 'node:assert/strict';
import { StoredEvent } from '../../../src/database/events/entity.ts';
import { tellExpiringTokens } from '../../../src/identity/tokens/tell-expiring-tokens.ts';
import { eventTypes } from '../../../src/server/event-types.ts';
import {
  type IdentityFixture,
  makeIdentity,
  person,
  signUpRequest,
  tokenFields,
} from '../accounts/identity-fixture.ts';

const day = 86_400_000;

describe('the events of identity', () => {
  let identity: IdentityFixture;
  beforeEach(async () => {
    identity = await makeIdentity();
  });
  afterEach(() => identity.database.close());

  /** Those of a type, as they are stored, without what is random. */
  const events = async (type: string) => {
    const found = await identity.database.em().find(StoredEvent, { type });
    return found.map(({ severity, account, host, name, object, summary, facts, at, once }) => ({
      ...{ severity, account, host, name, object, summary, facts, at, once },
    }));
  };
  const expiringAt = (milliseconds: number) =>
    new Date(identity.clock.tell().getTime() + milliseconds);

  it('tell administrators of an account that waits', async () => {
    await person(identity, 'ada');
    const { account } = await identity.signUp.signUp(signUpRequest('bob'));
    assert.deepEqual(await events('account.waiting'), [
      {
        ...{ severity: 'info', account: null, host: null, name: null, once: null },
        object: `accounts/${account.id}`,
        summary: 'bob has signed up and waits for approval.',
        facts: { id: account.id, account: 'bob' },
        at: identity.clock.tell(),
      },
    ]);
  });

  it('tell an account of its token that was revoked', async () => {
    const ada = await person(identity, 'ada');
    const { token } = await identity.tokens.create(ada, tokenFields());
    assert.deepEqual(await events('token.revoked'), []);
    identity.clock.pass(1000);
    await identity.tokens.revoke(ada, token.id);
    assert.deepEqual(await events('token.revoked'), [
      {
        ...{ severity: 'info', account: 'ada', host: null, name: null, once: null },
        object: `tokens/${token.id}`,
        summary: 'The token ci was revoked.',
        facts: { token: token.id, name: 'ci' },
        at: identity.clock.tell(),
      },
    ]);
  });

  it('tell an account of its token that ends soon', async () => {
    const ada = await person(identity, 'ada');
    const expiresAt = expiringAt(20 * day);
    const { token } = await identity.tokens.create(ada, tokenFields({ expiresAt }));
    const tellAfter = async (days: number) => {
      identity.clock.passDays(days);
      await tellExpiringTokens(identity.database, identity.clock.tell);
      return (await events('token.expiring')).at(-1);
    };
    assert.equal(await tellAfter(0), undefined);
    const until = expiresAt.toISOString();
    assert.deepEqual(await tellAfter(6.5), {
      ...{ severity: 'warning', account: 'ada', host: null, name: null },
      object: `tokens/${token.id}`,
      summary: 'The token ci ends within 14 days.',
      facts: { token: token.id, name: 'ci', days: 14, expiresAt: until },
      at: identity.clock.tell(),
      once: `token.expiring/${token.id}/${until}/14`,
    });
    assert.equal((await tellAfter(13))?.summary, 'The token ci ends within a day.');
  });

  it('are of no token that has ended, or was revoked', async () => {
    const ada = await person(identity, 'ada');
    const ends = { expiresAt: expiringAt(20 * day) };
    const { token } = await identity.tokens.create(ada, tokenFields({ ...ends, name: 'revoked' }));
    await identity.tokens.revoke(ada, token.id);
    await identity.tokens.create(ada, tokenFields({ ...ends, name: 'over' }));
    await identity.tokens.create(ada, tokenFields({ name: 'endless' }));
    identity.clock.passDays(20);
    await tellExpiringTokens(identity.database, identity.clock.tell);
    assert.deepEqual(await events('token.expiring'), []);
  });

  it('are of all tokens, however many end', async () => {
    const ada = await person(identity, 'ada');
    const expiresAt = expiringAt(20 * day);
    for (let n = 0; n < 99; n += 1) {
      await identity.tokens.create(ada, tokenFields({ expiresAt, name: `ci-${n}` }));
    }
    const bob = await person(identity, 'bob');
    for (const name of ['one', 'two']) {
      await identity.tokens.create(bob, tokenFields({ expiresAt, name }));
    }
    identity.clock.passDays(10);
    await tellExpiringTokens(identity.database, identity.clock.tell);
    const found = await identity.database.em().find(StoredEvent, { type: 'token.expiring' });
    assert.equal(new Set(found.map(({ object }) => object)).size, 101);
  });

  it('are described in the manual', () => {
    const declared = eventTypes
      .filter(({ type }) => /^(?:token|account)\./.test(type))
      .map(({ type, severity, about }) => [type, severity, about]);
    assert.deepEqual(declared.toSorted(), [
      ['account.waiting', 'info', 'Somebody has signed up and waits for approval.'],
      ['token.expiring', 'warning', 'A token ends within 14, 3 or 1 days, told once for each.'],
      ['token.revoked', 'info', 'A token was revoked, by its account or an administrator.'],
    ]);
  });
});
