import { readFile } from 'node:fs/promises';

/** Of Linux, whatever the machine. */
const ticksPerSecond = 100;

/** Seconds of processor time that a process has used so far. */
export async function processorTime(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [fields[11], fields[12]];
  return (Number(user) + Number(system)) / ticksPerSecond;
}
