import assert from 'node:assert/strict';
import type { LogEvent } from '../../../src/albatross/log.ts';
import { parseLabel } from '../../../src/albatross/names.ts';
import { systemTimer } from '../../../src/base/timer.ts';
import { followLog, type LoggingHost } from '../../../src/unikernels/log/follow-log.ts';
import { HostNews } from '../../../src/unikernels/log/host-news.ts';
import { policy } from '../world-options.ts';

const [one, alice] = [parseLabel('one'), parseLabel('alice')];
const keyOf = (name: string) => ({ host: one, domain: alice, name: parseLabel(name) });
const web = keyOf('web');
const stopped: LogEvent = { type: 'stopped', end: { by: 'exit', code: 2 } };
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second));

describe('what logs have told of ends', () => {
  let now: Date;
  let news: HostNews;
  beforeEach(() => {
    now = at(10);
    news = new HostNews(() => now);
    news.note(web, stopped);
  });

  it('is told of the start that it ended, be that seen or not', () => {
    assert.deepEqual(news.exitOf(web, at(5)), { code: 2, reason: null });
    assert.deepEqual(news.exitOf(web, null), { code: 2, reason: null });
  });

  it('is not told of a later start, whose event was lost', () => {
    assert.equal(news.exitOf(web, at(11)), null);
  });

  it('is over with a start', () => {
    news.note(web, { type: 'started' });
    assert.equal(news.exitOf(web, null), null);
  });

  it('is remembered of the last thousand of a domain, whatever others do', () => {
    const bobs = { ...web, domain: parseLabel('bob') };
    news.note(bobs, stopped);
    for (let n = 0; n < 1_500; n += 1) {
      news.note(keyOf('lasting'), stopped);
      news.note(keyOf(`run-${n}`), stopped);
    }
    const isKnown = (name: string) => news.exitOf(keyOf(name), null) !== null;
    assert.deepEqual(['run-0', 'run-500', 'run-501', 'run-1499', 'lasting'].map(isKnown), [
      false,
      false,
      true,
      true,
      true,
    ]);
    assert.ok(news.exitOf(bobs, null));
  });

  it('is forgotten when the log is not followed any more', async () => {
    const ending = new AbortController();
    const host: LoggingHost = {
      ...{ id: 'id', name: one, knownDown: false },
      check: async () => {},
      log: async () => events(),
    };
    async function* events() {
      yield { name: web.name, event: stopped };
      assert.equal(news.exitOf(web, null)?.code, 2);
      ending.abort();
    }
    const deps = {
      ...{ news, clock: () => now, timer: systemTimer, report: assert.fail },
      policies: { domainOn: async () => ({ label: alice, policy }) },
      yields: { until: async () => null, evicted: async () => null, leave: async () => {} },
    };
    await followLog(deps, host, alice, ending.signal);
    assert.equal(news.exitOf(web, null), null);
  });
});
