import type { Usage } from './usage.ts';

/** Milliseconds for which a sample counts as what is used now: three are missing then. */
const maxAge = 35_000;

/** The latest sample of each unikernel on the hosts that this server watches. */
export class LatestUsage {
  readonly #byId = new Map<string, Usage>();

  put(id: string, usage: Usage): void {
    this.#byId.set(id, usage);
  }

  /** What one used a few seconds ago; null: it is not known. */
  of(id: string, now: number): Usage | null {
    const usage = this.#byId.get(id);
    return usage && now - usage.at <= maxAge ? usage : null;
  }

  drop(id: string): void {
    this.#byId.delete(id);
  }
}
