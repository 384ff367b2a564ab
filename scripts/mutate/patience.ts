import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { InstrumenterContext } from '@stryker-mutator/api/core';
import type { TestResult } from '@stryker-mutator/api/test-runner';
import type Mocha from 'mocha';
import { z } from 'zod';

/** Where the process of the run without a mutant leaves to the others how long tests took, in the copy of the project. */
const file = 'test-times.json';
const timesSchema = z.record(z.string(), z.number());

/** The computing time is asked for at each of so many places that look whether their mutant is on. */
const looksBetween = 4096;

/** Milliseconds between two times that it is asked for, and below which of them the process was quiet. */
const interval = 1000;
const quiet = 10;

/** Milliseconds after which mocha's own time-out ends what hangs. */
const never = 3_600_000;

/** The process's own timers: tests may replace the global ones. */
const { setInterval, clearInterval } = globalThis;

/** A moment, and what the process had computed by then, in milliseconds. */
interface Measured {
  readonly at: number;
  readonly computed: number;
}

/**
 * Tells that a mutant hangs within seconds: by the time that the process computes, not by the clock, since
 * a busy machine is no mutant noticed. Who waits for a promise that never resolves computes nothing for a
 * while; a loop that never ends looks again and again for the mutant that is on, which fails once it has
 * computed for too long.
 */
export class Patience {
  readonly #each: number;
  readonly #measure: () => Measured;
  #usual: Readonly<Record<string, number>> | null = null;
  /** Of the computing time. */
  #deadline = Number.POSITIVE_INFINITY;
  #looks = 0;
  #isOver = false;

  /** `each`: milliseconds that every test and hook may compute, and that it may do nothing. */
  constructor(each = 4000, measure = measureProcess) {
    this.#each = each;
    this.#measure = measure;
  }

  /** Whether it was over for something, since the last `start`. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Notes how long tests take without a mutant. */
  note(results: readonly TestResult[]): void {
    const times = results.map(({ id, timeSpentMs }) => [id, timeSpentMs] as const);
    writeFileSync(file, JSON.stringify(Object.fromEntries(times)));
  }

  /** Limits the tests of a run, and their hooks. */
  start(runner: Mocha.Runner): void {
    this.#isOver = false;
    this.#usual ??= readTimes();
    const usual = this.#usual;
    let end = () => {};
    const limit = (each: Mocha.Runnable) => {
      const time = usual[each.fullTitle()] ?? 0;
      this.#deadline = this.#measure().computed + this.#each + 5 * time;
      end();
      each.timeout(never);
      end = onceQuiet(this.#each + time, this.#measure, () => each.timeout(1));
    };
    runner.on('hook', limit);
    runner.on('test', limit);
    runner.on('fail', (_test: Mocha.Runnable, error: unknown) => {
      if (isTimeout(error)) this.#isOver = true;
    });
    runner.on('end', () => {
      end();
      this.#deadline = Number.POSITIVE_INFINITY;
    });
  }

  /** Makes the looks for the mutant that is on fail once too much was computed. */
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
    if (this.#measure().computed <= this.#deadline) return;
    this.#looks -= 1; // The next look fails, too, whoever catches this.
    this.#isOver = true;
    throw new Error('Out of patience: a loop that does not end.');
  }
}

/** What this process has computed, with all its threads. */
function measureProcess(): Measured {
  const { user, system } = process.cpuUsage();
  return { at: performance.now(), computed: (user + system) / 1000 };
}

/** Calls back once the process was quiet for so many milliseconds. Gives what ends that. */
function onceQuiet(milliseconds: number, measure: () => Measured, then: () => void): () => void {
  let last = measure();
  let since = last.at;
  const timer = setInterval(() => {
    const now = measure();
    const isHeldUp = now.at - last.at > 1.5 * interval; // by others, that is
    if (isHeldUp || now.computed - last.computed > quiet) since = now.at;
    last = now;
    if (now.at - since < milliseconds) return;
    clearInterval(timer);
    then();
  }, interval);
  timer.unref();
  return () => clearInterval(timer);
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MOCHA_TIMEOUT';
}

function readTimes(): Readonly<Record<string, number>> {
  return existsSync(file) ? timesSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
}
