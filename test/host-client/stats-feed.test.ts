import assert from 'node:assert/strict';
import {
  HostFailureError,
  SubscriptionClosedError,
  TransportError,
} from '../../src/albatross/errors.ts';
import { parseLabel } from '../../src/albatross/names.ts';
import { StatsFeed } from '../../src/host-client/feeds/stats-feed.ts';
import { problemOf } from '../../src/host-client/problems.ts';
import { ManualTime, settle } from '../hosts/support/manual-time.ts';

const one = parseLabel('one');
const evicted = problemOf(new HostFailureError('exception while reading from fd'), one);
const closed = problemOf(new SubscriptionClosedError('the host ended the subscription'), one);
const cut = problemOf(new TransportError('the connection was lost'), one);

describe('a subscription to samples that ends', () => {
  /** How often its end was told, as one by the host. */
  async function toldOf(failure: Error): Promise<number> {
    const { clock, timer } = new ManualTime();
    const leaving = new AbortController();
    const end = Promise.withResolvers<void>();
    const next = async () => {
      await end.promise;
      throw failure;
    };
    const subscribe = async () => ({ [Symbol.asyncIterator]: () => ({ next }) });
    let told = 0;
    const lost = async () => {
      told += 1;
      return null;
    };
    const place = { refusal: async () => null, lost };
    const feed = new StatsFeed({ subscribe, place, over: () => {}, clock, timer });
    await feed.watchAll(leaving.signal).opened;
    end.resolve();
    await settle();
    leaving.abort();
    return told;
  }

  it('was ended by the host where that says so, or just closes', async () => {
    assert.deepEqual([await toldOf(evicted), await toldOf(closed)], [1, 1]);
  });

  it('was not where the connection was lost', async () => {
    assert.equal(await toldOf(cut), 0);
  });
});
