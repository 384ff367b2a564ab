import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Database, DatabaseLocation } from '../../src/database/database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { lookUpToken } from '../../src/identity/authentication/look-up.ts';
import { hashSecret, newSecret, visiblePrefix } from '../../src/identity/credentials/secret.ts';
import { openDatabase } from '../../src/server/open-database.ts';
import { usePostgres } from '../support/postgres.ts';

const now = new Date('2026-11-22T12:00:00.123Z');
const graceEnd = new Date(now.getTime() + 3_600_000);

/** The last migration before replaced secrets had a table of their own. */
const former = { SQLite: 'Migration20261122091358', PostgreSQL: 'Migration20261122091359' };

for (const dialect of ['SQLite', 'PostgreSQL'] as const) {
  describe(`a token in its grace, in a database of a former release on ${dialect}`, () => {
    const postgres = dialect === 'PostgreSQL' ? usePostgres() : null;
    const [old, secret, other] = [newSecret(), newSecret(), newSecret()];
    const id = randomUUID();
    let database: Database;
    before(async () => {
      const location: DatabaseLocation = postgres ? { url: postgres() } : { memory: true };
      database = await openDatabase(location);
      await database.orm.migrator.up({ to: former[dialect] });
      const time = (at: Date) => (postgres ? at : at.getTime());
      const flag = postgres ? true : 1;
      const account = { id: randomUUID(), name: 'ada', email: 'ada@example.org' };
      await insert('accounts', {
        ...{ ...account, password_hash: 'x', active: flag, admin: flag, first: flag },
        ...{ created_at: time(now), approved_at: time(now) },
      });
      const token = {
        ...{ account_id: account.id, name: 'ci', scopes: '["admin"]', hourly_limit: 1000 },
        ...{ uses: 0, created_at: time(now) },
      };
      await insert('tokens', {
        ...{ ...token, id, prefix: visiblePrefix(secret), secret_hash: hashSecret(secret) },
        ...{ previous_hash: hashSecret(old), previous_prefix: visiblePrefix(old) },
        previous_until: time(graceEnd),
      });
      const never = {
        id: randomUUID(),
        prefix: visiblePrefix(other),
        secret_hash: hashSecret(other),
      };
      await insert('tokens', { ...token, ...never });
      await migrate(database);
    });
    after(() => database?.close());

    const insert = async (table: string, row: Readonly<Record<string, unknown>>) => {
      const places = Object.keys(row).map(() => '?');
      const sql = `insert into ${table} (${Object.keys(row)}) values (${places})`;
      await database.em().execute(sql, Object.values(row));
    };
    const look = async (presented: string, at = now) => {
      const { actor } = await lookUpToken(database, hashSecret(presented), at);
      const { credential } = actor;
      assert.ok(credential.kind === 'token');
      return credential;
    };

    it('keeps it to the millisecond, and its new secret', async () => {
      const { expiresAt, prefix, replaced, ...rest } = await look(old);
      assert.deepEqual([expiresAt, prefix, replaced], [graceEnd, visiblePrefix(old), true]);
      assert.equal(rest.id, id);
      await assert.rejects(look(old, graceEnd), { code: 'credential-revoked' });
      assert.partialDeepStrictEqual(await look(secret, graceEnd), { id, replaced: false });
      assert.equal((await look(other)).replaced, false);
    });
  });
}
