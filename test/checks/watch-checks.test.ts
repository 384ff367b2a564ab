import assert from 'node:assert/strict';
import type { Timer } from '../../src/base/timer.ts';
import { checkSchema } from '../../src/checks/schema.ts';
import { type WatchOptions, watchChecks } from '../../src/checks/watch-checks.ts';

/** Time that goes on when a test says so. */
class Time {
  #now = 0;
  readonly #due = new Set<{ readonly at: number; readonly action: () => void }>();

  readonly timer: Timer = (milliseconds, action) => {
    const entry = { at: this.#now + milliseconds, action };
    this.#due.add(entry);
    return { [Symbol.dispose]: () => this.#due.delete(entry) };
  };

  /** How much is still waited for. */
  get waiting(): number {
    return this.#due.size;
  }

  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settled();
    for (;;) {
      const [next] = [...this.#due].sort((one, other) => one.at - other.at);
      if (!next || next.at > end) break;
      this.#now = next.at;
      this.#due.delete(next);
      next.action();
      await settled();
    }
    this.#now = end;
  }
}

/** Lets everything that waits for nothing come to its end. */
const settled = () => new Promise<void>((done) => setImmediate(done));

const parse = (given: unknown) => checkSchema.parse(given);
const tcp = parse({ kind: 'tcp', host: 'one', port: 80, every: 2 });
const slow = parse({ kind: 'tcp', host: 'two', port: 80, every: 10 });
const forbidding = parse({ kind: 'console', text: 'Fatal', must: 'not-come', every: 1 });

describe('watching checks', () => {
  let time: Time;
  let healthy: Set<unknown>;
  let tries: number;
  let leaving: AbortController;
  beforeEach(() => {
    time = new Time();
    healthy = new Set([forbidding]);
    tries = 0;
    leaving = new AbortController();
  });

  function watch(checks: readonly (typeof tcp)[], options: Partial<WatchOptions> = {}) {
    const deps = {
      timer: time.timer,
      run: async (check: unknown, signal: AbortSignal) => {
        signal.throwIfAborted();
        tries += 1;
        return { ok: healthy.has(check), detail: 'said', tookMs: 1 };
      },
    };
    const { signal } = leaving;
    const run = watchChecks(deps, checks, { deadline: 60_000, atLeast: 0, signal, ...options });
    let ended = false;
    const end = () => {
      ended = true;
    };
    run.then(end, end);
    return { run, isOver: () => ended };
  }

  it('ends as soon as all have passed, each tried in its own pace', async () => {
    const { run, isOver } = watch([tcp, slow]);
    await time.pass(19_999);
    assert.deepEqual([isOver(), tries], [false, 12]);
    healthy.add(tcp);
    await time.pass(2);
    assert.deepEqual([isOver(), tries], [false, 14]);
    healthy.add(slow);
    await time.pass(10_000);
    const { passed, results } = await run;
    assert.deepEqual([passed, results.map((result) => result?.ok)], [true, [true, true]]);
    assert.equal(tries, 15, 'what has passed is not tried again');
    assert.equal(time.waiting, 0);
  });

  it('ends at its deadline with what was had until then', async () => {
    const { run } = watch([tcp, slow], { deadline: 5_000 });
    healthy.add(tcp);
    await time.pass(5_000);
    const { passed, results } = await run;
    assert.deepEqual([passed, results.map((result) => result?.ok)], [false, [true, false]]);
    assert.equal(time.waiting, 0);
  });

  for (const [ok, word] of [
    [true, 'passes'],
    [false, 'fails'],
  ] as const) {
    it(`gives one that had no turn until its deadline a try, which ${word}`, async () => {
      const turn = Promise.withResolvers<void>();
      const run = async (check: unknown) => {
        if (check === slow) await turn.promise;
        return { ok: check === tcp || ok, detail: 'said', tookMs: 1 };
      };
      const options = { deadline: 5_000, atLeast: 0, signal: leaving.signal };
      const watched = watchChecks({ run, timer: time.timer }, [tcp, slow], options);
      await time.pass(60_000);
      turn.resolve();
      await settled();
      assert.equal((await watched).passed, ok);
      assert.equal(time.waiting, 0);
    });
  }

  it('ends at once where a line comes that must not', async () => {
    const { run, isOver } = watch([tcp, forbidding]);
    await time.pass(2_500);
    assert.equal(isOver(), false);
    healthy.delete(forbidding);
    await time.pass(600);
    const { passed, results } = await run;
    assert.deepEqual([passed, results.map((result) => result?.ok)], [false, [false, false]]);
  });

  it('waits at least so long for such a line, and looks once more in the end', async () => {
    healthy.add(tcp);
    const { run, isOver } = watch([tcp, forbidding], { atLeast: 10_500 });
    await time.pass(10_400);
    assert.equal(isOver(), false);
    healthy.delete(forbidding);
    await time.pass(200);
    assert.equal((await run).passed, false);
    healthy.add(forbidding);
    const other = watch([forbidding], { atLeast: 3_000 });
    await time.pass(3_000);
    assert.equal((await other.run).passed, true);
  });

  it('lets no such line be missed: it passes only when that can be told', async () => {
    const told = Promise.withResolvers<void>();
    const late = watch([forbidding], { ready: told.promise });
    await time.pass(30_000);
    assert.deepEqual([late.isOver(), tries], [false, 0]);
    told.resolve();
    assert.equal((await late.run).passed, true);
    const never = watch([forbidding], { ready: Promise.withResolvers<void>().promise });
    await time.pass(60_000);
    assert.deepEqual(await never.run, { passed: false, results: [null] });
    assert.equal(time.waiting, 0);
  });

  it('passes without checks when its time is over', async () => {
    const { run, isOver } = watch([], { atLeast: 1_000 });
    await time.pass(999);
    assert.equal(isOver(), false);
    await time.pass(1);
    assert.deepEqual(await run, { passed: true, results: [] });
  });

  it('passes not where its deadline comes before that', async () => {
    healthy.add(tcp);
    const { run } = watch([tcp], { atLeast: 10_000, deadline: 5_000 });
    await time.pass(5_000);
    assert.equal((await run).passed, false);
  });

  it('tells each result as it comes', async () => {
    const reported: unknown[] = [];
    const report: WatchOptions['report'] = (index, { ok }) => reported.push([index, ok]);
    const { run } = watch([tcp, slow], { report, deadline: 3_000 });
    await time.pass(3_000);
    await run;
    assert.deepEqual(reported, [
      [0, false],
      [1, false],
      [0, false],
    ]);
  });

  it('ends with the signal, whose reason it is', async () => {
    const { run } = watch([tcp, forbidding]);
    await time.pass(1_000);
    leaving.abort(new Error('cancelled'));
    await assert.rejects(run, /cancelled/);
    assert.equal(time.waiting, 0);
  });

  it('hands on what is no result', async () => {
    const broken = () => Promise.reject(new TypeError('a bug'));
    const options = { deadline: 1_000, atLeast: 0, signal: leaving.signal };
    const run = watchChecks({ timer: time.timer, run: broken }, [tcp, forbidding], options);
    await assert.rejects(run, /a bug/);
    assert.equal(time.waiting, 0);
  });
});
