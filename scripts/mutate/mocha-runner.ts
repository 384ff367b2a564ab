import type { InstrumenterContext, StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestResult,
  type TestRunner,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import Mocha from 'mocha';
import { z } from 'zod';
import * as rejections from '../../test/support/unhandled-rejections.ts';
import * as quiet from '../../test/support/unit/quiet.ts';
import { spreadOverTests, tellWhatRuns } from './coverage.ts';
import { followLoads, importAfresh } from './fresh-modules.ts';
import { Killers } from './killers.ts';
import { Patience } from './patience.ts';
import { recordResults } from './record-results.ts';
import { testsOption } from './stryker-options.ts';

const filesSchema = z.array(z.string());

/** As in `.mocharc.unit.cjs`. */
const rootHooks = {
  beforeAll: [rejections.mochaHooks.beforeAll, quiet.mochaHooks.beforeAll],
  afterAll: [rejections.mochaHooks.afterAll, quiet.mochaHooks.afterAll],
};

/** Where the instrumented sources look for the mutant that is on, and count what they run. */
const instrumented: InstrumenterContext = {};
Object.assign(globalThis, { __stryker__: instrumented });

const patience = new Patience();
patience.watch(instrumented);

/** Runs unit tests with mocha's own interface, in a process that Stryker keeps. */
class MochaRunner implements TestRunner {
  static readonly inject = tokens(commonTokens.options);
  readonly #files: readonly string[];
  readonly #killers = new Killers();
  #mocha: Mocha | null = null;

  constructor(options: StrykerOptions) {
    this.#files = filesSchema.parse(options[testsOption]);
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    followLoads();
  }

  async dryRun(): Promise<DryRunResult> {
    this.#mocha = await load(this.#files);
    const result = await run(this.#mocha, { bail: false, cover: true });
    if (result.status === DryRunStatus.Complete) patience.note(result.tests);
    const { mutantCoverage } = instrumented;
    if (result.status !== DryRunStatus.Complete || !mutantCoverage) return result;
    return { ...result, mutantCoverage: spreadOverTests(mutantCoverage, this.#mocha.suite) };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, mutantActivation, hitLimit } = options;
    instrumented.hitLimit = hitLimit;
    instrumented.hitCount = hitLimit === undefined ? undefined : 0;
    instrumented.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined;
    try {
      if (options.reloadEnvironment || !this.#mocha) this.#mocha = await load(this.#files);
    } catch (error) {
      return failedToLoad(error);
    }
    instrumented.activeMutant = activeMutant.id;
    return await this.#ask(this.#mocha, options);
  }

  /** Asks the tests that are likely to notice before the others. */
  async #ask(mocha: Mocha, { activeMutant, testFilter }: MutantRunOptions) {
    const { fileName } = activeMutant;
    const likely = this.#killers.of(fileName, testFilter);
    const first = likely.length > 0 ? await noticing(mocha, likely) : null;
    const isDecided =
      first && (first.status !== MutantRunStatus.Survived || isSame(likely, testFilter));
    const result = isDecided ? first : await noticing(mocha, testFilter);
    if (result.status !== MutantRunStatus.Killed) return result;
    for (const killer of result.killedBy) this.#killers.remember(fileName, killer);
    return result;
  }
}

/** Whether some of these tests are all of them. */
const isSame = (some: readonly string[], all: readonly string[] | undefined): boolean =>
  some.length === all?.length;

/** What these tests say to the mutant that is on; all of them where none are named. */
async function noticing(
  mocha: Mocha,
  tests: readonly string[] | undefined,
): Promise<MutantRunResult> {
  mocha.grep(anyOf(tests));
  return toMutantRunResult(await run(mocha, { bail: true, cover: false }));
}

async function load(files: readonly string[]): Promise<Mocha> {
  const mocha = new Mocha({ timeout: 0, reporter: Mocha.reporters.Base, rootHooks });
  mocha.cleanReferencesAfterRun(false);
  await importAfresh(files, (file) => mocha.suite.emit('pre-require', globalThis, file, mocha));
  return mocha;
}

/** With this mutant not even the tests can be loaded: whoever runs them notices. */
function failedToLoad(error: unknown): MutantRunResult {
  const failureMessage = error instanceof Error ? error.message : String(error);
  return { status: MutantRunStatus.Killed, killedBy: [], failureMessage, nrOfTests: 0 };
}

async function run(
  mocha: Mocha,
  { bail, cover }: { bail: boolean; cover: boolean },
): Promise<DryRunResult> {
  setBail(mocha.suite, bail);
  const tests = await new Promise<TestResult[]>((resolve) => {
    const runner = mocha.run(() => resolve(results));
    const results = recordResults(runner);
    if (cover) tellWhatRuns(runner, instrumented);
    else patience.start(runner);
  });
  if (!cover && patience.isOver) return { status: DryRunStatus.Timeout, reason: 'out of patience' };
  const limit = determineHitLimitReached(instrumented.hitCount, instrumented.hitLimit);
  return limit ?? { status: DryRunStatus.Complete, tests };
}

/** Matches the full titles of the tests named; every title where none is. */
function anyOf(titles: readonly string[] | undefined): RegExp {
  if (!titles) return /(?:)/;
  return new RegExp(`^(?:${titles.map((title) => RegExp.escape(title)).join('|')})$`);
}

/** Suites take over whether they stop at a failure when they are made: set anew in all of them. */
function setBail(suite: Mocha.Suite, bail: boolean): void {
  suite.bail(bail);
  for (const inner of suite.suites) setBail(inner, bail);
}

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'unit-tests', MochaRunner),
];
