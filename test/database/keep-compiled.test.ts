import assert from 'node:assert/strict';
import { keepCompiled, recurring } from '../../src/database/keep-compiled.ts';

describe('a connection that keeps what it has compiled', () => {
  /** The statements that are compiled of these. */
  function compiledOf(...statements: readonly string[]): string[] {
    const compiled: string[] = [];
    const connection = {
      prepare(sql: string): object {
        compiled.push(sql);
        return {};
      },
    };
    keepCompiled(connection);
    for (const sql of statements) connection.prepare(sql);
    return compiled;
  }

  it('compiles once what comes again', () => {
    const sql = `select * from hosts where id = ?${recurring}`;
    assert.deepEqual(compiledOf(sql, 'begin', sql, 'begin'), [sql, 'begin']);
  });

  it('keeps nothing that has its values in its text, whatever those hold', () => {
    const sql = "update hosts set notes = 'why?' where id = 'one'";
    assert.deepEqual(compiledOf(sql, sql), [sql, sql]);
  });
});
