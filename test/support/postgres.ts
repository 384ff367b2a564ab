import { newPostgresDatabase } from './shared/shared.ts';

/** As long as the first of a run may take, which starts PostgreSQL, on a slow machine: milliseconds. */
const startTime = 60_000;

/**
 * An empty PostgreSQL database of its own for the tests of the surrounding `describe`, which are
 * skipped where PostgreSQL does not start on this machine. Gives its address.
 */
export function usePostgres(): () => string {
  let url: string | null = null;
  before(async function () {
    this.timeout(startTime);
    url = await newPostgresDatabase().catch((error: unknown) => {
      process.stderr.write(`PostgreSQL does not start here: ${error}\n`);
      return null;
    });
    if (url === null) this.skip();
  });
  return () => {
    if (url === null) throw new Error('the database is there only while a test runs');
    return url;
  };
}
