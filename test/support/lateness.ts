import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between two looks how late this process is. */
const step = 50;

/**
 * Does something that has to be done within so many milliseconds, beside what this process was kept from its work
 * where the machine is busy. Gives how long it took.
 */
export async function within(limit: number, work: () => Promise<unknown>): Promise<number> {
  const over = new AbortController();
  const late = lateness(over.signal);
  const begun = performance.now();
  await work();
  const took = performance.now() - begun;
  over.abort();
  // What it was kept from by then, and what waited for that.
  const allowed = limit + 2 * (await late);
  assert.ok(took <= allowed, `it took ${Math.round(took)} of ${Math.round(allowed)} ms`);
  return took;
}

/** Milliseconds that this process was kept from its work. */
async function lateness(over: AbortSignal): Promise<number> {
  let late = 0;
  while (!over.aborted) {
    const begun = performance.now();
    await sleep(step);
    late += performance.now() - begun - step;
  }
  return late;
}
