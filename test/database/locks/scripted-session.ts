import type { Claim, LockSession, Taking } from '../../../src/database/locks/lock-session.ts';

type Ended = (cause: Error | undefined) => void;

/** A session with a database that does as a test says; no claim is refused where it says nothing. */
export class ScriptedSession implements LockSession {
  /** What was asked of it, as `take volume/one/alice/data exclusive`; pings are left out. */
  readonly told: string[] = [];
  pings = 0;
  /** What claims are answered with, the next first. */
  readonly takings: (Partial<Taking> | Error)[] = [];
  /** Whether it answers nothing any more. */
  silent = false;
  failure: Error | null = null;
  #ended: Ended = () => {};

  async take({ name, mode }: Claim): Promise<Taking> {
    await this.#hear(`take ${name} ${mode}`);
    const next = this.takings.shift() ?? {};
    if (next instanceof Error) throw next;
    return { taken: true, left: [], ...next };
  }

  give({ name }: Claim): Promise<void> {
    return this.#hear(`give ${name}`);
  }

  async ping(): Promise<void> {
    this.pings += 1;
    await this.#answer();
  }

  onEnd(ended: Ended): void {
    this.#ended = ended;
  }

  async close(): Promise<void> {
    await this.#hear('close');
  }

  destroy(): void {
    this.told.push('destroy');
  }

  /** Ends as a connection does that is cut. */
  cut(cause?: Error): void {
    this.failure = cause ?? new Error('it was cut');
    this.#ended(cause);
  }

  async #hear(what: string): Promise<void> {
    this.told.push(what);
    await this.#answer();
  }

  async #answer(): Promise<void> {
    if (this.failure) throw this.failure;
    if (this.silent) await new Promise(() => {});
  }
}
