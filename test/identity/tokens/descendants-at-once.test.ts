import assert from 'node:assert/strict';
import { migrate } from '../../../src/database/migrate.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { usePostgres } from '../../support/postgres.ts';
import { bearer, makeIdentity, person, tokenFields } from '../accounts/identity-fixture.ts';

const fields = tokenFields({ scopes: ['tokens:write'] });

describe('tokens that one makes while it is revoked by another server', () => {
  const url = usePostgres();

  it('end with it, whoever is faster', async () => {
    const databases = await Promise.all([1, 2].map(() => openDatabase({ url: url() })));
    try {
      await Promise.all(databases.map(migrate));
      const servers = await Promise.all(databases.map((database) => makeIdentity({ database })));
      const [one, other] = servers;
      assert.ok(one && other);
      const ada = await person(one, 'ada');
      const { token, secret } = await one.tokens.create(ada, fields);
      const maker = await bearer(one, secret);
      await one.tokens.create(maker, fields);
      const making = Array.from({ length: 20 }, () => one.tokens.create(maker, fields));
      const [, ...outcomes] = await Promise.allSettled([
        other.tokens.revoke(ada, token.id),
        ...making,
      ]);
      for (const outcome of outcomes) {
        if (outcome.status === 'fulfilled') continue;
        assert.equal(outcome.reason.code, 'credential-revoked');
      }
      const left = await other.tokens.list(ada.account.id);
      assert.deepEqual(
        left.map(({ name }) => name),
        ['default'],
      );
      for (const server of servers) await server.uses.stop();
    } finally {
      await Promise.all(databases.map((database) => database.close()));
    }
  });
});
