import assert from 'node:assert/strict';
import { migrate } from '../../../src/database/migrate.ts';
import { openDatabase } from '../../../src/server/open-database.ts';
import { usePostgres } from '../../support/postgres.ts';
import { bearer, makeIdentity, person, tokenFields } from '../accounts/identity-fixture.ts';

describe('rotations of a token by several servers at once', () => {
  const url = usePostgres();

  it('lose no secret that somebody was told', async () => {
    const databases = await Promise.all([1, 2, 3].map(() => openDatabase({ url: url() })));
    try {
      await Promise.all(databases.map(migrate));
      const servers = await Promise.all(databases.map((database) => makeIdentity({ database })));
      const [one] = servers;
      assert.ok(one);
      const ada = await person(one, 'ada');
      const { token, secret } = await one.tokens.create(ada, tokenFields());
      const rotations = [...servers, ...servers].map(({ tokens }) =>
        tokens.rotate(ada, token.id, 60),
      );
      const secrets = [secret, ...(await Promise.all(rotations)).map((made) => made.secret)];
      for (const server of servers) {
        for (const each of secrets) await bearer(server, each);
        await server.uses.stop();
      }
      const { uses, replaced } = await one.tokens.get(ada.account.id, token.id);
      assert.deepEqual([uses, replaced.length], [3 * 7, 6]);
      assert.deepEqual(
        replaced
          .getItems()
          .map(({ ordinal }) => ordinal)
          .sort(),
        [1, 2, 3, 4, 5, 6],
      );
    } finally {
      await Promise.all(databases.map((database) => database.close()));
    }
  });
});
