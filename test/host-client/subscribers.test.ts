import assert from 'node:assert/strict';
import { Subscribers } from '../../src/host-client/feeds/subscribers.ts';
import { settle } from '../hosts/support/manual-time.ts';

const watchers = 50;

describe('those who share a subscription', () => {
  it('are not woken by one who leaves', async () => {
    const subscribers = new Subscribers(() => {});
    const leaving = Array.from({ length: watchers }, () => new AbortController());
    let reads = 0;
    const read = () => {
      reads += 1;
      return null;
    };
    const ended = leaving.map(async ({ signal }) => {
      const feed = subscribers.add({ read, opened: Promise.resolve(), signal });
      return await Array.fromAsync(feed);
    });
    await settle();
    assert.equal(reads, watchers);
    for (const one of leaving) {
      one.abort();
      await settle();
    }
    assert.deepEqual(await Promise.all(ended), Array(watchers).fill([]));
    assert.equal(reads, watchers);
  });

  it('miss nothing that comes while they are busy with what came before', async () => {
    const subscribers = new Subscribers(() => {});
    const leaving = new AbortController();
    const items = [1];
    const read = () => items.shift() ?? null;
    const { signal } = leaving;
    const feed = subscribers.add({ read, opened: Promise.resolve(), signal });
    const seen: number[] = [];
    for await (const item of feed) {
      seen.push(item);
      if (item < 3) {
        items.push(item + 1);
        subscribers.wake();
        await settle();
      } else leaving.abort();
    }
    assert.deepEqual(seen, [1, 2, 3]);
  });
});
