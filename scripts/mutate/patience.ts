import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { InstrumenterContext } from '@stryker-mutator/api/core';
import type { TestResult } from '@stryker-mutator/api/test-runner';
import type Mocha from 'mocha';
import { z } from 'zod';

/** Where the process of the run without a mutant leaves to the others how long tests took, in the copy of the project. */
const file = 'test-times.json';
const timesSchema = z.record(z.string(), z.number());

/** How many times as long as without a mutant a test may take, beside what each one may. */
const factor = 5;

/** The clock is asked at each of so many places that look whether their mutant is on. */
const looksBetween = 4096;

/**
 * Tells that a mutant hangs within seconds. A promise that never resolves is told by mocha's own
 * time-out; a loop that never ends by its looks for the mutant that is on, which fail once the time
 * is over.
 */
export class Patience {
  readonly #each: number;
  #usual: Readonly<Record<string, number>> | null = null;
  #deadline = Number.POSITIVE_INFINITY;
  #looks = 0;
  #isOver = false;

  /** `each`: milliseconds that every test and hook may take. */
  constructor(each = 5000) {
    this.#each = each;
  }

  /** Whether the time was over for something, since the last `start`. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Notes how long tests take without a mutant. */
  note(results: readonly TestResult[]): void {
    const times = results.map(({ id, timeSpentMs }) => [id, timeSpentMs] as const);
    writeFileSync(file, JSON.stringify(Object.fromEntries(times)));
  }

  /** Limits the time of the tests of a run, and of their hooks. */
  start(runner: Mocha.Runner): void {
    this.#isOver = false;
    this.#usual ??= readTimes();
    const usual = this.#usual;
    const limit = (each: Mocha.Runnable) => {
      const time = this.#each + factor * (usual[each.fullTitle()] ?? 0);
      each.timeout(time);
      this.#deadline = performance.now() + time;
    };
    runner.on('hook', limit);
    runner.on('test', limit);
    runner.on('fail', (_test: Mocha.Runnable, error: unknown) => {
      if (isTimeout(error)) this.#isOver = true;
    });
    runner.on('end', () => {
      this.#deadline = Number.POSITIVE_INFINITY;
    });
  }

  /** Makes the looks for the mutant that is on fail once the time is over. */
  watch(instrumented: InstrumenterContext): void {
    let active = instrumented.activeMutant;
    Object.defineProperty(instrumented, 'activeMutant', {
      get: () => {
        this.#look();
        return active;
      },
      set: (mutant: string | undefined) => {
        active = mutant;
      },
    });
  }

  #look(): void {
    this.#looks += 1;
    if (this.#looks % looksBetween !== 0) return;
    if (performance.now() <= this.#deadline) return;
    this.#looks -= 1; // The next look fails, too, whoever catches this.
    this.#isOver = true;
    throw new Error('Out of patience: a loop that does not end.');
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MOCHA_TIMEOUT';
}

function readTimes(): Readonly<Record<string, number>> {
  return existsSync(file) ? timesSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}
