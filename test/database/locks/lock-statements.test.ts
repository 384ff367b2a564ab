import assert from 'node:assert/strict';
import { volumeLock } from '../../../src/database/locks/lock-name.ts';
import { statementsFor } from '../../../src/database/locks/lock-statements.ts';

const name = volumeLock({ host: 'one', domain: 'alice', volume: 'data' });
const statements = statementsFor({ server: "o'hara", run: 'r1' });
const alone = { id: 'c1', name, mode: 'exclusive' } as const;
const shared = { ...alone, mode: 'shared' } as const;
const key = `hashtextextended('${name}', 0)`;
const apart = (text: string) => text.split('; ');

// What PostgreSQL makes of them is tested there: postgres-locks.test.ts.
describe('what a session says to PostgreSQL', () => {
  it('takes a lock, writes its row where it was taken, and asks for rows of others', () => {
    const [begin, take, commit, insert, left, ...more] = apart(statements.take(alone));
    assert.deepEqual([begin, commit, more], ['begin', 'commit', []]);
    assert.match(take ?? '', /^select set_config\('fulmar.taken', case when /);
    assert.ok(take?.includes(`pg_try_advisory_lock(${key}) then 'c1' else '' end`), take);
    assert.match(take ?? '', / as taken$/);
    assert.match(
      insert ?? '',
      /^insert into locks \(id, name, shared, server, run, since\) select /,
    );
    assert.ok(insert?.includes(`'c1', '${name}', false, 'o''hara', 'r1', now()`), insert);
    assert.match(insert ?? '', / where current_setting\('fulmar.taken'\) = 'c1'$/);
    assert.equal(left, `select id from locks where name = '${name}' and run <> 'r1' and true`);
  });

  it('shares a lock, beside which only one that was had alone can be left', () => {
    const [, take, , insert, left] = apart(statements.take(shared));
    assert.ok(take?.includes(`pg_try_advisory_lock_shared(${key})`), take);
    assert.ok(insert?.includes(`'${name}', true,`), insert);
    assert.match(left ?? '', / and not shared$/);
  });

  it('gives a lock back when its row is gone, and with it those that it excludes', () => {
    const row = `delete from locks where id = 'c1' or (name = '${name}' and`;
    const steps = (excluded: string) => ['begin', `${row} ${excluded})`, 'commit'];
    const give = `select pg_advisory_unlock(${key})`;
    const giveShared = `select pg_advisory_unlock_shared(${key})`;
    assert.deepEqual(apart(statements.give(alone)), [...steps('true'), give]);
    assert.deepEqual(apart(statements.give(shared)), [...steps('not shared'), giveShared]);
    assert.deepEqual(apart(statements.giveOnly(alone)), ['rollback', give]);
  });

  it('gives all back, its rows first', () => {
    const rows = "delete from locks where run = 'r1'";
    const all = ['begin', rows, 'commit', 'select pg_advisory_unlock_all()'];
    assert.deepEqual(apart(statements.giveAll), all);
  });
});
