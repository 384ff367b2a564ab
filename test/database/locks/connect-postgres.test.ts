import assert from 'node:assert/strict';
import { connectPostgres } from '../../../src/database/locks/connect-postgres.ts';
import { PostgresSession } from '../../../src/database/locks/postgres-session.ts';
import { silenceLimit } from '../../../src/database/locks/watched-session.ts';
import { fakePool } from './fake-pool.ts';

describe('a new session with PostgreSQL', () => {
  it('is known by its backend, and kept', async () => {
    const { pool, asked, released } = fakePool();
    const session = await connectPostgres(pool, 'a')(null);
    assert.ok(session instanceof PostgresSession);
    assert.deepEqual(session.backend, { pid: 7, startedAt: '1.5' });
    assert.deepEqual(released, []);
    const ended = asked.filter(({ text }) => text.includes('pg_terminate_backend'));
    assert.deepEqual(ended, [], 'there was none before it');
  });

  it('is one that PostgreSQL gives up soon after its holder has, and not before', async () => {
    const { pool, asked } = fakePool();
    await connectPostgres(pool, 'a')(null);
    const [{ text, values } = { text: '', values: [] }] = asked;
    assert.match(text, /set_config/);
    const settings = JSON.parse(`${values?.[0]}`);
    const { tcp_keepalives_idle, tcp_keepalives_interval, tcp_keepalives_count } = settings;
    const idle = Number(settings.idle_session_timeout);
    assert.ok(idle > silenceLimit && idle <= silenceLimit + 1_000, `${idle}`);
    assert.deepEqual(
      [tcp_keepalives_idle, tcp_keepalives_interval, tcp_keepalives_count],
      ['1', '1', '3'],
    );
    assert.equal(settings.synchronous_commit, 'off');
  });

  it('ends the one before it, by its number and when it began', async () => {
    const { pool, asked } = fakePool();
    const connect = connectPostgres(pool, 'a');
    const former = await connect(null);
    await connect(former);
    const ended = asked.filter(({ text }) => text.includes('pg_terminate_backend'));
    assert.deepEqual(
      ended.map(({ values }) => values),
      [[7, '1.5']],
    );
  });

  it('sweeps away what was left for ever', async () => {
    const { pool, asked } = fakePool();
    await connectPostgres(pool, 'a')(null);
    assert.ok(asked.some(({ text }) => text.startsWith('delete from locks where since < ')));
  });

  for (const [what, answer] of [
    ['the database fails', new Error('no room')],
    ['the database does not say who it is', {}],
  ] as const) {
    it(`is not kept where ${what}`, async () => {
      const { pool, released } = fakePool(answer);
      await assert.rejects(connectPostgres(pool, 'a')(null));
      assert.deepEqual(released, [true]);
    });
  }
});
