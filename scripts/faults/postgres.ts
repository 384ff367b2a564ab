import { ShakenPostgres, shakes } from '../../test/support/shaken-postgres.ts';

/** Milliseconds in which both servers serve again, once the database does. */
const healingLimit = 5_000;

export interface PostgresOptions {
  /** How often it is shaken. */
  readonly rounds: number;
}

/**
 * Restarts, crashes and cuts PostgreSQL off under load, again and again; gives what went wrong, a
 * line each.
 */
export async function shakePostgres({ rounds }: PostgresOptions): Promise<string[]> {
  await using world = await ShakenPostgres.start();
  const times: number[] = [];
  const faults: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const shake = shakes[round % shakes.length] ?? 'crashed';
    const locked = Math.floor(round / shakes.length) % 2 === 1;
    const took = Math.round(await world.shake(shake, locked));
    console.log(`${round + 1}. ${shake}${locked ? ', a table locked' : ''}: ${took} ms`);
    times.push(took);
    if (took > healingLimit) faults.push(`round ${round + 1}, ${shake}: ${took} ms`);
  }
  const sorted = times.toSorted((one, other) => one - other);
  console.log(`median ${sorted[Math.floor(sorted.length / 2)]} ms, longest ${sorted.at(-1)} ms`);
  console.log('answers under load:', Object.fromEntries(world.statuses));
  return faults;
}
