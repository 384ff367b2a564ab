import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import type { ConsoleEvent, Feed } from '../../../src/host-client/managed-host.ts';
import { followConsole } from '../../../src/unikernels/consoles/keeper/follow-console.ts';
import { Recorder } from '../../../src/unikernels/consoles/keeper/recorder.ts';
import { ManualTime } from '../../hosts/support/manual-time.ts';

const key = { host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel('hello') };

/** A console that prints a line each so many milliseconds without end. */
class BusyConsole {
  readonly time = new ManualTime();
  readonly recorder: Recorder;
  readonly #leaving = new AbortController();
  #followed = Promise.resolve();

  /** `lastNumber`: of what is stored already, of which the content is lost. */
  constructor(lastNumber = 0) {
    const start = { startedAt: null, release: null };
    this.recorder = new Recorder(key, { lastNumber, lines: [] }, start);
  }

  follow(every: number): void {
    const { timer } = this.time;
    const { signal } = this.#leaving;
    this.#followed = followConsole(this.#feed(every), this.recorder, { timer, signal });
  }

  get recorded(): number {
    return this.recorder.waiting().reduce((sum, { lines }) => sum + lines.length, 0);
  }

  async leave(): Promise<void> {
    this.#leaving.abort();
    await this.time.pass(1_000);
    await this.#followed;
  }

  #feed(every: number): Feed<ConsoleEvent> {
    const { time } = this;
    const { signal } = this.#leaving;
    return {
      opened: Promise.resolve(),
      async *[Symbol.asyncIterator]() {
        for (let n = 0; !signal.aborted; n += 1) {
          await new Promise<void>((print) => time.timer(every, print));
          const timestamp = time.clock();
          yield { timestamp, line: `line ${n}`, id: { timestamp, n: 0 }, gapBefore: false };
        }
      },
    };
  }
}

describe('a console that is followed to be kept', () => {
  it('is recorded as it prints, also where it never rests', async () => {
    const console = new BusyConsole();
    console.follow(100);
    await console.time.pass(3_000);
    const { recorded } = console;
    await console.leave();
    assert.ok(recorded >= 28, `${recorded} of 30 lines are recorded`);
  });

  it('may lack lines where the content of what was stored is lost', async () => {
    for (const [lastNumber, isGap] of [
      [0, false],
      [7, true],
    ] as const) {
      const console = new BusyConsole(lastNumber);
      console.follow(100);
      await console.time.pass(3_000);
      await console.leave();
      const gaps = console.recorder.waiting().map(({ gapBefore }) => gapBefore);
      assert.deepEqual(gaps, [isGap]);
    }
  });
});
