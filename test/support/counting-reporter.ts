import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import Mocha from 'mocha';

/** What became of the tests of a file. */
interface Count {
  passed: number;
  failed: number;
  pending: number;
}

/**
 * Reports as `spec` does. Where FULMAR_TEST_COUNTS names a file, that gets a line for each file of
 * tests at the end: passed, failed, pending, path; with no path for what failed outside of them.
 */
export default class CountingReporter extends Mocha.reporters.Spec {
  readonly #counts = new Map<string, Count>();

  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.on('pass', (test) => this.#count(test, 'passed'));
    runner.on('fail', (test) => this.#count(test, 'failed'));
    runner.on('pending', (test) => this.#count(test, 'pending'));
    runner.once('end', () => this.#write(process.env.FULMAR_TEST_COUNTS));
  }

  #count({ file }: Mocha.Runnable, outcome: keyof Count): void {
    const path = file ? relative(process.cwd(), file) : '';
    const count = this.#counts.get(path) ?? { passed: 0, failed: 0, pending: 0 };
    count[outcome] += 1;
    this.#counts.set(path, count);
  }

  #write(path: string | undefined): void {
    if (!path) return;
    const lines = [...this.#counts].map(
      ([file, { passed, failed, pending }]) => `${passed}\t${failed}\t${pending}\t${file}\n`,
    );
    writeFileSync(path, lines.join(''));
  }
}
