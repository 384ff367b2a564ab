import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for what announces itself by no event; the test's own time limit ends it. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(10);
}
