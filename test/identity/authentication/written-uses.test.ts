import assert from 'node:assert/strict';
import { mock } from 'node:test';
import type { Actor } from '../../../src/identity/access/actor.ts';
import { UseLog } from '../../../src/identity/authentication/use-log.ts';
import { type Occasion, type Use, unused } from '../../../src/identity/credentials/use.ts';
import { Session } from '../../../src/identity/sessions/entity.ts';
import { Token } from '../../../src/identity/tokens/entity.ts';
import { TokenDay } from '../../../src/identity/tokens/token-day.ts';
import {
  type IdentityFixture,
  makeIdentity,
  person,
  tokenFields,
} from '../accounts/identity-fixture.ts';

const second = 1000;
const day = 86_400 * second;

describe('the counted uses of credentials', () => {
  let identity: IdentityFixture;
  let ada: Actor;
  let uses: UseLog;
  beforeEach(async () => {
    identity = await makeIdentity();
    ada = await person(identity, 'ada');
    uses = new UseLog(identity.database);
  });
  afterEach(async () => {
    mock.restoreAll();
    mock.timers.reset();
    await identity.database.close();
  });

  const makeToken = async () => (await identity.tokens.create(ada, tokenFields())).token.id;
  const later = (milliseconds: number, more: Partial<Occasion> = {}): Occasion => {
    const at = new Date(identity.clock.tell().getTime() + milliseconds);
    return { at, address: '192.0.2.9', agent: 'curl/8', ...more };
  };
  const tokenOf = (id: string) => identity.database.em().findOneOrFail(Token, { id });
  const daysOf = async (tokenId: string) => {
    const orderBy = { day: 'asc' } as const;
    const days = await identity.database.em().find(TokenDay, { tokenId }, { orderBy });
    return days.map(({ day, uses }) => [day, uses]);
  };
  /** Records the statements, with their parameters. */
  const watch = () => {
    const { mock: seen } = mock.method(identity.database.em().getConnection(), 'execute');
    return () =>
      seen.calls.map(({ arguments: [sql, params = []] }) => ({
        sql: `${sql}`,
        params: Object.values(params),
      }));
  };
  const failOnce = () =>
    mock.method(identity.database, 'transaction', () => Promise.reject(new Error('locked')), {
      times: 1,
    });

  it('record how often, when, from where and by which program a token was used', async () => {
    const [id, other] = [await makeToken(), await makeToken()];
    const use = unused('token', id);
    uses.record(use, later(0, { agent: 'first' }));
    uses.record(use, later(second, { address: '192.0.2.1', agent: 'a'.repeat(257) }));
    await uses.flush();
    const used = { lastUsedAddress: '192.0.2.1', lastUsedAgent: 'a'.repeat(256) };
    const lastUsedAt = later(second).at;
    assert.partialDeepStrictEqual(await tokenOf(id), { uses: 2, lastUsedAt, ...used });
    uses.record(use, later(2 * second, { agent: null }));
    await uses.flush();
    assert.partialDeepStrictEqual(await tokenOf(id), { uses: 3, lastUsedAgent: null });
    assert.deepEqual(await daysOf(id), [['2026-11-22', 3]]);
    const none = { uses: 0, lastUsedAt: null };
    assert.partialDeepStrictEqual(await tokenOf(other), none);
  });

  it('record when, from where and by which program a session was last used', async () => {
    const { id } = ada.credential;
    const seen = later(second, { address: '192.0.2.1', agent: 'b'.repeat(257) });
    uses.record(unused('session', id), seen);
    await uses.flush();
    const session = () => identity.database.em().findOneOrFail(Session, { id });
    assert.partialDeepStrictEqual(await session(), {
      ...{ lastSeenAt: seen.at, address: '192.0.2.1', userAgent: 'b'.repeat(256) },
    });
    uses.record(unused('session', id), later(2 * second, { agent: null }));
    await uses.flush();
    assert.equal((await session()).userAgent, null);
    assert.deepEqual(await daysOf(id), []);
  });

  // Equivalent: src/identity/authentication/use-log.ts, `return last ? […] : [];` → `return last ? […] :
  // ["Stryker was here"];`: what waits to be written was used.
  // Equivalent: src/identity/authentication/use-log.ts, `first ? [sumOf(first, others)] : [],` → `first ?
  // [sumOf(first, others)] : ["Stryker was here"],`: a group has a first one.
  it('are summed by day, also across several look-ups of the token', async () => {
    const id = await makeToken();
    const [one, other] = [unused('token', id), unused('token', id)];
    uses.record(one, later(0));
    uses.record(other, later(0));
    uses.record(other, later(day, { address: '192.0.2.1' }));
    await uses.flush();
    assert.partialDeepStrictEqual(await tokenOf(id), { uses: 3, lastUsedAddress: '192.0.2.1' });
    assert.deepEqual(await daysOf(id), [
      ['2026-11-22', 2],
      ['2026-11-23', 1],
    ]);
  });

  // Equivalent: src/identity/authentication/use-log.ts, `if (one === other) return 0;` → `if (false) return
  // 0;`: those of one id are written together, in whatever order they come.
  // Equivalent: src/identity/authentication/use-log.ts, `return one < other ? -1 : 1;` → `return one <= other
  // ? -1 : 1;`: they are not the same there.
  it('are written in the order of ids, so that no two servers wait for each other', async () => {
    const ids = [await makeToken(), await makeToken(), await makeToken()].sort();
    const [first = '', middle = '', last = ''] = ids;
    for (const id of [middle, last, first]) uses.record(unused('token', id), later(0));
    const statements = watch();
    await uses.flush();
    const written = statements().filter(({ sql }) => sql.startsWith('insert into token_days'));
    assert.deepEqual(
      written.map(({ params: [id] }) => id),
      ids,
    );
  });

  it('cost no statement if there are none, or once they are written', async () => {
    uses.record(unused('token', await makeToken()), later(0));
    await uses.flush();
    const statements = watch();
    await uses.flush();
    assert.deepEqual(statements(), []);
  });

  it('of old days are deleted once a day', async () => {
    const id = await makeToken();
    const forgetting = async (...at: readonly number[]) => {
      for (const each of at) uses.record(unused('token', id), later(each));
      const statements = watch();
      await uses.flush();
      mock.restoreAll();
      return statements()
        .filter(({ sql }) => sql.startsWith('delete'))
        .flatMap(({ params }) => params);
    };
    assert.deepEqual(await forgetting(0), ['2026-08-24']);
    assert.deepEqual(await forgetting(0), []);
    // Of several days, the last one counts, in whatever order they come.
    assert.deepEqual(await forgetting(2 * day, day), ['2026-08-26']);
    await uses.flush();
    assert.deepEqual(await forgetting(2 * day), []);
  });

  it('are kept if they cannot be written, and written once with the next ones', async () => {
    const id = await makeToken();
    const use = unused('token', id);
    uses.record(use, later(0));
    failOnce();
    const failed = assert.rejects(uses.flush(), { message: 'locked' });
    const next = uses.flush(); // requested before the first one failed
    await failed;
    await next;
    assert.equal((await tokenOf(id)).uses, 1);
    uses.record(use, later(second));
    failOnce();
    await uses.catchUp(); // never rejects
    assert.equal((await tokenOf(id)).uses, 1);
    uses.record(use, later(day));
    await uses.catchUp();
    assert.equal((await tokenOf(id)).uses, 3);
    assert.deepEqual(await daysOf(id), [
      ['2026-11-22', 2],
      ['2026-11-23', 1],
    ]);
  });

  // Equivalent: src/identity/authentication/use-log.ts, `if (this.#timer) clearInterval(this.#timer);` → `if
  // (true) clearInterval(this.#timer);`: no timer is none to clear.
  it('are written every five seconds, until the end', async () => {
    mock.timers.enable({ apis: ['setInterval'] });
    const reported: unknown[] = [];
    const id = await makeToken();
    const use: Use = unused('token', id);
    uses.start((error) => reported.push(error));
    const flush = mock.method(uses, 'flush');
    const passAndCount = async (milliseconds: number) => {
      mock.timers.tick(milliseconds);
      await Promise.allSettled(flush.mock.calls.map(({ result }) => result));
      return flush.mock.callCount();
    };
    uses.record(use, later(0));
    assert.equal(await passAndCount(4999), 0);
    assert.equal(await passAndCount(1), 1);
    assert.equal((await tokenOf(id)).uses, 1);
    uses.record(use, later(0));
    failOnce();
    assert.equal(await passAndCount(5000), 2);
    assert.deepEqual(reported.map(String), ['Error: locked']);
    await uses.stop();
    assert.equal((await tokenOf(id)).uses, 2);
    assert.equal(await passAndCount(50_000), 3);
  });
});
