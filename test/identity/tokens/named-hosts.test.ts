import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { Token } from '../../../src/identity/tokens/entity.ts';
import { tokensOfHosts } from '../../../src/identity/tokens/tokens-of-hosts.ts';
import {
  type IdentityFixture,
  makeIdentity,
  person,
  tokenFields,
} from '../accounts/identity-fixture.ts';

describe('the tokens that name a host', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  let cleared: number;
  beforeEach(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada');
    cleared = 0;
  });
  afterEach(() => identity.database.close());

  const clear = () => {
    cleared += 1;
  };
  const { count, rename, end, changed } = tokensOfHosts({ clear });
  const make = async (...hosts: readonly string[]) => {
    const fields = { hosts: hosts.length > 0 ? hosts.map(parseLabel) : null };
    return (await identity.tokens.create(ada, tokenFields(fields))).token.id;
  };
  /** The hosts of a token, and whether it is revoked. */
  const stateOf = async (id: string) => {
    const { hosts, revokedAt } = await identity.database.em().findOneOrFail(Token, { id });
    return [hosts ?? null, revokedAt ?? null];
  };
  const em = () => identity.database.em();

  it('are counted, without revoked ones and those for all hosts', async () => {
    const revoked = await make('one');
    await identity.tokens.revoke(ada, revoked);
    await make();
    await make('two');
    assert.deepEqual(await count?.(em(), 'one'), { tokens: 0 });
    await make('one');
    await make('two', 'one');
    assert.deepEqual(await count?.(em(), 'one'), { tokens: 2 });
  });

  it('follow it when it is renamed, and lose it when it is removed', async () => {
    const [all, both, other] = [await make(), await make('one', 'two'), await make('two')];
    const alone = await make('one');
    await rename?.(em(), 'one', 'uno');
    assert.deepEqual(await stateOf(both), [['uno', 'two'], null]);
    assert.deepEqual(await stateOf(alone), [['uno'], null]);
    const now = identity.clock.tell();
    await end?.(em(), 'uno', now);
    assert.deepEqual(await stateOf(both), [['two'], null]);
    assert.deepEqual(await stateOf(alone), [['uno'], now]);
    assert.deepEqual(await stateOf(other), [['two'], null]);
    assert.deepEqual(await stateOf(all), [null, null]);
  });

  it('are dropped from the cache on any change', () => {
    changed?.();
    assert.equal(cleared, 1);
  });
});
