import assert from 'node:assert/strict';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { TokenDay } from '../../../src/identity/tokens/token-day.ts';
import {
  bearer,
  type IdentityFixture,
  makeIdentity,
  person,
  tokenFields,
} from '../accounts/identity-fixture.ts';

describe('the use of a token by day', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  beforeEach(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada');
  });
  afterEach(() => identity.database.close());

  const make = () => identity.tokens.create(ada, tokenFields());
  const use = async (secret: string, times: number) => {
    for (let n = 0; n < times; n += 1) await bearer(identity, secret);
  };
  const used = async (id: string) =>
    (await identity.tokens.uses(ada.account.id, id)).filter(({ uses }) => uses > 0);

  it('is shown for 90 days, today the last', async () => {
    const { token } = await make();
    const days = await identity.tokens.uses(ada.account.id, token.id);
    assert.equal(days.length, 90);
    assert.deepEqual(days.at(-1), { day: '2026-11-22', uses: 0 });
    assert.equal(days[0]?.day, '2026-08-25');
  });

  it('is counted to the day, over midnight, flushes and a restart', async () => {
    const { token, secret } = await make();
    await use(secret, 3);
    identity.clock.pass(12 * 3600 * 1000 - 1);
    await use(secret, 4);
    identity.clock.pass(1);
    await use(secret, 5);
    await identity.uses.flush();
    await use(secret, 6);
    await identity.uses.stop();
    const { tokens } = identity.restart();
    const days = await tokens.uses(ada.account.id, token.id);
    assert.deepEqual(days.slice(-2), [
      { day: '2026-11-22', uses: 7 },
      { day: '2026-11-23', uses: 11 },
    ]);
    assert.equal((await tokens.get(ada.account.id, token.id)).uses, 18);
  });

  it('is counted for each token by itself', async () => {
    const [one, other] = [await make(), await make()];
    await Promise.all([use(one.secret, 40), use(other.secret, 2), identity.uses.flush()]);
    assert.deepEqual(await used(one.token.id), [{ day: '2026-11-22', uses: 40 }]);
    assert.deepEqual(await used(other.token.id), [{ day: '2026-11-22', uses: 2 }]);
  });

  it('is forgotten after 90 days', async () => {
    const { token, secret } = await make();
    await use(secret, 1);
    identity.clock.passDays(89);
    await use(secret, 2);
    assert.equal((await used(token.id)).length, 2);
    identity.clock.passDays(1);
    assert.deepEqual(await used(token.id), [{ day: '2027-02-19', uses: 2 }]);
    await use(secret, 3);
    await identity.uses.flush();
    const stored = await identity.database.em().find(TokenDay, {}, { orderBy: { day: 'asc' } });
    assert.deepEqual(
      stored.map(({ day }) => day),
      ['2027-02-19', '2027-02-20'],
    );
  });

  it('is for the account alone', async () => {
    const { token } = await make();
    const bob = await person(identity, 'bob');
    const foreign = identity.tokens.uses(bob.account.id, token.id);
    await assert.rejects(foreign, { code: 'token-unknown' });
  });
});
