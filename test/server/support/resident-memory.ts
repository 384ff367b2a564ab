import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Octets of memory that a process holds now (Linux). */
export async function residentMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}

/** Octets by which the memory of a process grows beyond what it is now, while `work` runs. */
export async function growthDuring(pid: number, work: () => Promise<unknown>): Promise<number> {
  const before = await residentMemory(pid);
  const done = new AbortController();
  const working = work().finally(() => done.abort());
  working.catch(() => {}); // awaited below
  let max = before;
  while (!done.signal.aborted) {
    max = Math.max(max, await residentMemory(pid));
    await sleep(20, undefined, { signal: done.signal }).catch(() => {});
  }
  await working;
  return max - before;
}
