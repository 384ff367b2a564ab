import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { Database } from '../../../src/database/database.ts';
import { Account } from '../../../src/identity/accounts/entity.ts';
import { Passwords } from '../../../src/identity/accounts/passwords.ts';
import { PasswordResets } from '../../../src/identity/accounts/resets/password-resets.ts';
import { Users } from '../../../src/identity/accounts/users.ts';
import { CredentialCache } from '../../../src/identity/credentials/cache.ts';
import { closeSessions } from '../../../src/identity/sessions/close-sessions.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { metricsOfAccounts } from '../../../src/unikernels/metrics/metrics-of-accounts.ts';
import { StoredUnikernel } from '../../../src/unikernels/registry/entity.ts';

const now = new Date('2026-11-22T12:00:00Z');
const [ada, bob] = [parseLabel('ada'), parseLabel('bob')];

describe('an account that ends', () => {
  let database: Database;
  before(async () => {
    database = await openDatabase({ memory: true });
    await database.orm.schema.create();
    await insert(ada, { admin: true });
    await insert(bob, { admin: false });
  });
  after(() => database?.close());

  const insert = (name: typeof ada, { admin }: { readonly admin: boolean }) =>
    database.em().insert(Account, {
      ...{ id: randomUUID(), name, email: `${name}@example.org`, passwordHash: '' },
      ...{ active: true, admin, approvedAt: now, createdAt: now },
    });

  it('does so where what its unikernels used cannot be removed, which is asked for thereafter', async () => {
    const id = randomUUID();
    await database.em().insert(StoredUnikernel, {
      ...{ id, host: parseLabel('one'), domain: bob, name: parseLabel('web') },
      ...{ managed: true, labels: {}, createdAt: now, starts: [] },
      desired: 'running',
    });
    const failure = new Error('the disk is full');
    const forgotten: unknown[] = [];
    const forget = async (ids: readonly string[]) => {
      const accounts = await database.em().findAll(Account);
      forgotten.push(
        ids,
        accounts.map(({ name }) => name),
      );
      throw failure;
    };
    const count = async (ids: readonly string[]) => ids.length;
    const told: unknown[] = [];
    const shared = { database, cache: new CredentialCache(), clock: () => now, closeSessions };
    const resets = new PasswordResets({ ...shared, passwords: new Passwords() });
    const users = new Users({
      ...{ ...shared, resets, mailing: null },
      belongings: [metricsOfAccounts({ count, forget }, (error) => void told.push(error))],
    });
    assert.equal((await users.remove('bob')).name, bob);
    assert.deepEqual([forgotten, told], [[[id], [ada]], [failure]]);
  });
});
