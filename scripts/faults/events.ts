import { raiseEventStorm } from '../../test/faults/support/event-storm.ts';

const size = { events: 10_000, every: 500 };

/**
 * Has 10,000 events happen while servers are killed and PostgreSQL is restarted, once whatever `rounds` says;
 * gives what was not as promised.
 */
export async function raiseEvents(): Promise<string[]> {
  const { faults, figures } = await raiseEventStorm(size);
  console.log(figures);
  return [...faults];
}
