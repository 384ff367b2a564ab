import assert from 'node:assert/strict';
import type { ConsoleStart } from '../../src/albatross/commands.ts';
import type { ConsoleLine } from '../../src/albatross/messages.ts';
import { Problem } from '../../src/base/errors.ts';
import {
  formatConsoleEventId,
  parseConsoleEventId,
} from '../../src/host-client/feeds/console-event-id.ts';
import { ConsoleFeed } from '../../src/host-client/feeds/console-feed.ts';
import type { ConsoleEvent, Feed } from '../../src/host-client/managed-host.ts';
import { ManualTime, settle } from '../hosts/support/manual-time.ts';

const begin = Date.parse('2026-11-22T05:00:00Z');
const at = (milliseconds: number) => new Date(begin + milliseconds);

/** A console on a host that a test writes; subscriptions are answered as a host does. */
class FakeConsole {
  readonly time = new ManualTime();
  readonly lines: ConsoleLine[] = [];
  readonly starts: ConsoleStart[] = [];
  refusal: Error | null = null;
  over = 0;
  #news = Promise.withResolvers<void>();
  #cut = new AbortController();

  open(): ConsoleFeed {
    return new ConsoleFeed({
      place: null,
      subscribe: async (start, signal) => {
        this.starts.push(start);
        if (this.refusal) throw this.refusal;
        return this.#follow(start, signal, this.#cut.signal);
      },
      over: () => {
        this.over += 1;
      },
      clock: this.time.clock,
      timer: this.time.timer,
    });
  }

  print(timestamp: Date, ...lines: string[]): void {
    for (const line of lines) this.lines.push({ timestamp, line });
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  /** The connection is lost. */
  cut(): void {
    this.#cut.abort();
    this.#cut = new AbortController();
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  async *#follow(start: ConsoleStart, signal: AbortSignal, cut: AbortSignal) {
    const all = [...this.lines];
    const first = 'since' in start ? all.findIndex((line) => line.timestamp >= start.since) : 0;
    let next = first < 0 ? all.length : first;
    for (;;) {
      if (cut.aborted) throw new Error('the connection was lost');
      if (signal.aborted) return;
      const line = this.lines[next];
      if (line) {
        next += 1;
        yield line;
      } else {
        await Promise.race([
          this.#news.promise,
          new Promise((go) => signal.addEventListener('abort', go)),
        ]);
      }
    }
  }
}

/** Watches a feed and keeps what it shows. */
function watch(feed: Feed<ConsoleEvent>) {
  const events: ConsoleEvent[] = [];
  const ended = (async () => {
    for await (const event of feed) events.push(event);
  })();
  ended.catch(() => {});
  return {
    ended,
    get shown() {
      return events.map(({ line, id }) => `${line} ${id.timestamp.getTime() - begin}-${id.n}`);
    },
  };
}

const watching = () => new AbortController().signal;

describe('a console that all share', () => {
  it('shows the last lines that were asked for, then each as it is written', async () => {
    const host = new FakeConsole();
    host.print(at(1), 'a', 'b');
    host.print(at(2), 'c');
    const watcher = watch(host.open().watch({ count: 2 }, watching()));
    await host.time.pass(500);
    host.print(at(2), 'd');
    await settle();
    assert.deepEqual(watcher.shown, ['b 1-1', 'c 2-0', 'd 2-1']);
  });

  it('is subscribed to once for all who watch, from the beginning of history', async () => {
    const host = new FakeConsole();
    host.print(at(1), 'a');
    const feed = host.open();
    const watchers = [{ count: 0 }, { count: 1024 }, { since: at(2) }].map((start) =>
      watch(feed.watch(start, watching())),
    );
    await host.time.pass(500);
    host.print(at(2), 'b');
    await settle();
    assert.deepEqual(host.starts, [{ count: 1024 }]);
    assert.deepEqual(
      watchers.map(({ shown }) => shown),
      [['b 2-0'], ['a 1-0', 'b 2-0'], ['b 2-0']],
    );
  });

  it('resumes after the event that was seen, without a gap or a repeat', async () => {
    const host = new FakeConsole();
    host.print(at(1), 'a', 'b', 'c');
    host.print(at(2), 'd');
    const seenB = { after: { timestamp: at(1), n: 1 } };
    const watcher = watch(host.open().watch(seenB, watching()));
    await host.time.pass(500);
    assert.deepEqual(watcher.shown, ['c 1-2', 'd 2-0']);
  });

  it('goes on after the connection is lost, without a gap or a repeat', async () => {
    const host = new FakeConsole();
    host.print(at(1), 'a', 'b');
    const watcher = watch(host.open().watch({ count: 1024 }, watching()));
    await host.time.pass(500);
    host.cut();
    host.print(at(1), 'c');
    host.print(at(3), 'd');
    await host.time.pass(1_000);
    assert.deepEqual(host.starts, [{ count: 1024 }, { since: at(1) }]);
    assert.deepEqual(watcher.shown, ['a 1-0', 'b 1-1', 'c 1-2', 'd 3-0']);
  });

  it('says where lines may be missing since the connection was lost', async () => {
    const host = new FakeConsole();
    host.print(at(1), 'a', 'b');
    const gaps: string[] = [];
    void (async () => {
      for await (const { line, gapBefore } of host.open().watch({ count: 1024 }, watching())) {
        if (gapBefore) gaps.push(line);
      }
    })();
    await host.time.pass(500);
    host.cut();
    host.print(at(2), 'c', 'd');
    await host.time.pass(1_000);
    assert.deepEqual(gaps, []);
    host.cut();
    host.lines.length = 0; // the daemon has started anew
    await host.time.pass(2_000);
    host.print(at(3), 'e', 'f');
    await settle();
    assert.deepEqual(gaps, ['e']);
  });

  it('shows what a host writes whose clock was set back', async () => {
    const host = new FakeConsole();
    host.print(at(10), 'a');
    const watcher = watch(host.open().watch({ count: 1024 }, watching()));
    await host.time.pass(500);
    host.print(at(5), 'b');
    await settle();
    assert.deepEqual(watcher.shown, ['a 10-0', 'b 5-0']);
  });

  it('shows what a host writes that was rebooted with its clock set back', async () => {
    const host = new FakeConsole();
    host.print(at(10), 'a');
    const watcher = watch(host.open().watch({ count: 1024 }, watching()));
    await host.time.pass(500);
    host.cut();
    await host.time.pass(1_000);
    host.print(at(5), 'b');
    host.print(at(6), 'c');
    await settle();
    assert.deepEqual(watcher.shown, ['a 10-0', 'b 5-0', 'c 6-0']);
  });

  it('lets a watcher go who falls behind, and keeps no more than 1024 lines for it', async () => {
    const host = new FakeConsole();
    const feed = host.open();
    const slow = feed.watch({ count: 1024 }, watching())[Symbol.asyncIterator]();
    await host.time.pass(500);
    host.print(at(1), 'first');
    assert.equal((await slow.next()).value?.line, 'first');
    for (let n = 0; n < 1_025; n++) host.print(at(2), `${n}`);
    await settle();
    assert.deepEqual(await slow.next(), { done: true, value: undefined });
  });

  it('ends the subscription when the last watcher leaves, not before', async () => {
    const host = new FakeConsole();
    const feed = host.open();
    const [first, second] = [new AbortController(), new AbortController()];
    const watchers = [first, second].map(({ signal }) => watch(feed.watch({ count: 0 }, signal)));
    await host.time.pass(500);
    first.abort();
    await settle();
    assert.equal(host.over, 0);
    second.abort();
    await Promise.all(watchers.map(({ ended }) => ended));
    assert.equal(host.over, 1);
  });

  it('is refused with the reason, before it is watched and while', async () => {
    const host = new FakeConsole();
    host.refusal = new Problem('host-unreachable', 'nobody there');
    const feed = host.open().watch({ count: 0 }, watching());
    await assert.rejects(feed.opened, { code: 'host-unreachable' });
    await assert.rejects(watch(feed).ended, { code: 'host-unreachable' });
  });

  it('is open although nothing is written', async () => {
    const host = new FakeConsole();
    const { opened } = host.open().watch({ count: 5 }, watching());
    await host.time.pass(500);
    await opened;
    assert.equal(host.starts.length, 1);
  });
});

describe('the id of a console event', () => {
  it('is read as it was written', () => {
    const id = { timestamp: at(123), n: 7 };
    assert.equal(formatConsoleEventId(id), '2026-11-22T05:00:00.123Z-7');
    assert.deepEqual(parseConsoleEventId(formatConsoleEventId(id)), id);
  });

  for (const text of ['', '7', '2026-11-22T05:00:00.123Z', '2026-99-22T05:00:00Z-1', 'x-1']) {
    it(`is not "${text}"`, () => assert.equal(parseConsoleEventId(text), null));
  }
});
