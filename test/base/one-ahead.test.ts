import assert from 'node:assert/strict';
import { oneAhead } from '../../src/base/one-ahead.ts';

describe('one item ahead', () => {
  let made: number[];
  let ended: boolean;
  beforeEach(() => {
    made = [];
    ended = false;
  });

  async function* count(to: number, failure?: Error) {
    try {
      for (let item = 1; item <= to; item += 1) {
        made.push(item);
        yield item;
      }
      if (failure) throw failure;
    } finally {
      ended = true;
    }
  }

  it('gives all, and has the next one made meanwhile, no more', async () => {
    const seen: number[] = [];
    for await (const item of oneAhead(count(4))) {
      await new Promise(setImmediate);
      assert.equal(made.length, Math.min(item + 1, 4));
      seen.push(item);
    }
    assert.deepEqual([seen, ended], [[1, 2, 3, 4], true]);
  });

  it('ends its source with whoever has enough', async () => {
    for await (const item of oneAhead(count(9))) if (item === 2) break;
    assert.equal(ended, true);
    assert.ok(made.length <= 3);
  });

  it('fails as its source does, after what came before', async () => {
    const seen: number[] = [];
    const reading = (async () => {
      for await (const item of oneAhead(count(2, new Error('broken')))) seen.push(item);
    })();
    await assert.rejects(reading, /broken/);
    assert.deepEqual(seen, [1, 2]);
  });
});
