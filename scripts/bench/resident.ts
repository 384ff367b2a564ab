import { readFile } from 'node:fs/promises';

/** Milliseconds between two looks. */
const interval = 100;

/** Resident memory in MiB. */
export interface Resident {
  readonly before: number;
  readonly peak: number;
}

/** The resident memory of a process before `work`, and its peak while that runs. */
export async function residentDuring(pid: number, work: () => Promise<unknown>): Promise<Resident> {
  const before = await resident(pid);
  let peak = before;
  const look = async () => {
    peak = Math.max(peak, await resident(pid));
  };
  const timer = setInterval(() => void look(), interval);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  await look();
  return { before, peak };
}

/** Resident memory of a process, MiB. */
export async function resident(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}
