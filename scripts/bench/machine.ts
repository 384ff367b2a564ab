import { cpus, totalmem } from 'node:os';

/** What the figures were measured on, in one sentence. */
export function describeMachine(): string {
  const all = cpus();
  const model = all[0]?.model.trim() || 'unknown CPU';
  const memory = Math.round(totalmem() / 2 ** 30);
  const day = new Date().toISOString().slice(0, 10);
  return `Measured on ${all.length} × ${model}, ${memory} GiB of memory, Node ${process.versions.node}, ${day}.`;
}
