/** An empty PostgreSQL database of the caller's own: its address. Throws where there is none. */
export const newPostgresDatabase = (): Promise<string> => askFor('database');

/** Resolves when the dashboard is built from its sources as they are. May take a minute. */
export async function builtDashboard(): Promise<void> {
  await askFor('dashboard');
}

/** Asks the process that started the run, see `global-fixtures.ts`. */
async function askFor(thing: string): Promise<string> {
  const answer = await fetch(`${process.env.FULMAR_TEST_SHARED}/${thing}`);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}
