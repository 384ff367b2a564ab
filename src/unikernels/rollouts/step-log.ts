import type { Clock } from '../../base/clock.ts';
import type { DeploymentStep } from '../entity.ts';

/** How a step ended. */
type StepEnd = Exclude<DeploymentStep['state'], 'running'>;

/** The steps of one rollout, in their order. */
export class StepLog {
  readonly #steps: DeploymentStep[];
  readonly #clock: Clock;

  /** `steps`: what an earlier server has recorded. */
  constructor(clock: Clock, steps: readonly DeploymentStep[] = []) {
    this.#clock = clock;
    this.#steps = [...steps];
  }

  get all(): readonly DeploymentStep[] {
    return [...this.#steps];
  }

  /** A step begins; one of the same name that has begun goes on. */
  begin(name: string): void {
    if (this.#running(name) >= 0) return;
    const startedAt = this.#clock().toISOString();
    this.#steps.push({ name, state: 'running', startedAt, finishedAt: null, detail: null });
  }

  /** A step ends, which may not have been told to begin. */
  end(name: string, state: StepEnd = 'passed', detail: string | null = null): void {
    this.begin(name);
    const index = this.#running(name);
    const step = this.#steps[index];
    if (!step) return;
    const finishedAt = this.#clock().toISOString();
    this.#steps[index] = { ...step, state, finishedAt, detail };
  }

  /** What still runs has failed. */
  fail(detail: string): void {
    for (const { name, state } of this.all)
      if (state === 'running') this.end(name, 'failed', detail);
  }

  /** Does the work of a step, which has failed where that rejects. */
  async during<T>(name: string, work: () => Promise<T>): Promise<T> {
    this.begin(name);
    const result = await work();
    this.end(name);
    return result;
  }

  #running(name: string): number {
    return this.#steps.findIndex((step) => step.name === name && step.state === 'running');
  }
}
