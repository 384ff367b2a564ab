import type { Usage } from './usage.ts';

/** Milliseconds for which a sample counts as what is used now: three are missing then. */
const maxAge = 35_000;

/** What a unikernel uses at present. */
export interface Load {
  /** Share of one CPU since the sample before: 1 is all of it; null: there was none. */
  readonly cpu: number | null;
  /** Octets that are in its host's memory. */
  readonly memory: number;
}

/** A sample, and how much CPU time it has used since the one before. */
interface Sampled {
  readonly usage: Usage;
  readonly cpu: number | null;
}

/** The latest sample of each unikernel on the hosts that this server watches. */
export class LatestUsage {
  readonly #byId = new Map<string, Sampled>();

  put(id: string, usage: Usage): void {
    const before = this.#byId.get(id)?.usage;
    this.#byId.set(id, { usage, cpu: before ? cpuShare(before, usage) : null });
  }

  /** What one used a few seconds ago; null: it is not known. */
  of(id: string, now: number): Usage | null {
    return this.#fresh(id, now)?.usage ?? null;
  }

  /** What one uses at present; null: it is not known. */
  loadOf(id: string, now: number): Load | null {
    const sampled = this.#fresh(id, now);
    return sampled && { cpu: sampled.cpu, memory: sampled.usage.memory };
  }

  drop(id: string): void {
    this.#byId.delete(id);
  }

  #fresh(id: string, now: number): Sampled | null {
    const sampled = this.#byId.get(id);
    return sampled && now - sampled.usage.at <= maxAge ? sampled : null;
  }
}

/** null where it was started in between, or the samples are from one moment or far apart. */
function cpuShare(before: Usage, after: Usage): number | null {
  const passed = after.at - before.at;
  const used = after.cpuSeconds - before.cpuSeconds;
  return used < 0 || passed <= 0 || passed > maxAge ? null : (used * 1000) / passed;
}
