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

  /** A step ends that has begun; what has not, or is over, stays as it is. */
  settle(name: string, state: StepEnd = 'passed', detail: string | null = null): void {
    if (this.isRunning(name)) this.end(name, state, detail);
  }

  /** What still runs ends so. */
  settleAll(state: StepEnd, detail: string | null = null): void {
    for (const { name } of this.all) this.settle(name, state, detail);
  }

  /** Goes back to what the steps were. */
  restore(steps: readonly DeploymentStep[]): void {
    this.#steps.splice(0, this.#steps.length, ...steps);
  }

  /** What still runs has failed. */
  fail(detail: string): void {
    this.settleAll('failed', detail);
  }

  /** Whether it has begun, and is not over. */
  isRunning(name: string): boolean {
    return this.#running(name) >= 0;
  }

  #running(name: string): number {
    return this.#steps.findIndex((step) => step.name === name && step.state === 'running');
  }
}
