import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { Database, EntityManager } from '../../../src/database/database.ts';
import { migrate } from '../../../src/database/migrate.ts';
import { Account, Domain } from '../../../src/identity/accounts/entity.ts';
import { Passwords } from '../../../src/identity/accounts/passwords.ts';
import { PasswordResets } from '../../../src/identity/accounts/resets/password-resets.ts';
import { Users } from '../../../src/identity/accounts/users.ts';
import { forgetWaiting, fromImport } from '../../../src/identity/accounts/waiting.ts';
import { CredentialCache } from '../../../src/identity/credentials/cache.ts';
import { closeSessions } from '../../../src/identity/sessions/close-sessions.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { until } from '../../server/support/until.ts';
import { sessionActor } from '../../support/actors.ts';
import { usePostgres } from '../../support/postgres.ts';

const now = new Date('2026-11-22T12:00:00Z');
const longAgo = new Date('2026-11-01T12:00:00Z');

describe('an account that has waited too long', () => {
  const url = usePostgres();
  let database: Database;
  let users: Users;
  let id: string;
  before(async () => {
    database = await openDatabase({ url: url() });
    await migrate(database);
    const shared = { database, cache: new CredentialCache(), clock: () => now, closeSessions };
    const resets = new PasswordResets({ ...shared, passwords: new Passwords() });
    users = new Users({ ...shared, resets, belongings: [], mailing: null });
    await insert('ada', { active: true, admin: true, approvedAt: longAgo });
  });
  beforeEach(async () => {
    id = await insert('bob', { active: false, admin: false, approvedAt: null });
  });
  afterEach(async () => {
    await database.em().nativeDelete(Account, { name: parseLabel('bob') });
    await database.em().nativeDelete(Domain, { name: parseLabel('bob') });
  });
  after(() => database?.close());

  const insert = async (
    label: string,
    standing: Pick<Account, 'active' | 'admin' | 'approvedAt'>,
  ): Promise<string> => {
    const name = parseLabel(label);
    const account = { id: randomUUID(), name, email: `${name}@example.org`, passwordHash: '' };
    await database.em().insert(Account, { ...account, ...standing, createdAt: longAgo });
    await database.em().insert(Domain, { name, accountId: account.id });
    return account.id;
  };

  /** Does both at once: the second begins when the first is done, and before it is committed. */
  const race = async <T>(
    first: (em: EntityManager) => Promise<unknown>,
    second: () => Promise<T>,
  ): Promise<PromiseSettledResult<T>> => {
    const later = await database.transaction(async (em) => {
      await first(em);
      const settled = Promise.allSettled([second()]);
      await until(isSomebodyWaiting);
      return { settled };
    });
    const [outcome] = await later.settled;
    return outcome;
  };
  const isSomebodyWaiting = async () => {
    const waiting =
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    return (await database.em().execute<unknown[]>(waiting)).length > 0;
  };
  const forget = () => database.transaction((em) => forgetWaiting(em, [], now));
  const counts = () =>
    Promise.all([
      database.em().count(Account, { id }),
      database.em().count(Domain, { accountId: id }),
    ]);

  it('is forgotten with its name', async () => {
    await forget();
    assert.deepEqual(await counts(), [0, 0]);
  });

  it('stays where it was taken over from another server, whenever it was made there', async () => {
    await database.em().nativeUpdate(Account, { id }, { waitsFrom: fromImport });
    await forget();
    assert.deepEqual(await counts(), [1, 1]);
    assert.ok((await users.list()).some((account) => account.id === id));
  });

  it('keeps its name where it is approved at the same time', async () => {
    const approve = (em: EntityManager) =>
      em.nativeUpdate(Account, { id }, { active: true, approvedAt: now });
    const { status } = await race(approve, forget);
    assert.equal(status, 'fulfilled');
    assert.deepEqual(await counts(), [1, 1]);
  });

  it('cannot be approved while it is forgotten', async () => {
    const outcome = await race(
      (em) => forgetWaiting(em, [], now),
      () => users.change(sessionActor('ada', true), id, { active: true }),
    );
    assert.equal(outcome.status === 'rejected' && outcome.reason.code, 'account-unknown');
    assert.deepEqual(await counts(), [0, 0]);
  });
});
