import assert from 'node:assert/strict';
import { merge } from '../../src/base/merge.ts';

/** A source that ends with an error, where there is one. */
async function* source<T>(values: readonly T[], error?: Error) {
  yield* values;
  if (error) throw error;
}

/** A source of which nothing comes until it is ended. */
async function* silent(end: Promise<number>) {
  yield await end;
}

describe('several sources as one', () => {
  it('have all their values, each source in its order', async () => {
    const all = await Array.fromAsync(merge([source([1, 2, 3]), source([-1, -2])]));
    assert.deepEqual(
      all.filter((value) => value > 0),
      [1, 2, 3],
    );
    assert.deepEqual(
      all.filter((value) => value < 0),
      [-1, -2],
    );
    assert.deepEqual(await Array.fromAsync(merge([])), []);
  });

  it('do not wait for one that is silent, and end with the error of another', async () => {
    const { promise, resolve } = Promise.withResolvers<number>();
    const error = new Error('gone');
    const merged = merge<number>([silent(promise), source([1, 2], error)]);
    assert.deepEqual(await merged.next(), { done: false, value: 1 });
    assert.deepEqual(await merged.next(), { done: false, value: 2 });
    await assert.rejects(merged.next(), error);
    resolve(0);
  });

  it('are left with whoever reads them, and not read ahead', async () => {
    let [read, left] = [0, false];
    async function* counting() {
      try {
        for (; ; read += 1) yield read;
      } finally {
        left = true;
      }
    }
    for await (const value of merge([counting()])) if (value === 2) break;
    await new Promise(setImmediate);
    assert.ok(read <= 4, `${read}`);
    assert.ok(left);
  });
});
