import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { untilQuiet } from '../../cli/api/until-quiet.ts';

/** Yields what is there, and then more without end, faster than any silence. */
async function* talk(ended: AbortSignal) {
  for (let number = 1; !ended.aborted; number += 1) {
    yield number;
    await setImmediate();
  }
}

describe('a source that is read until it is quiet', () => {
  const when = { first: 50, longest: 1e9 };

  it('ends with the first new value, once there was time for what was there', async () => {
    const ending = new AbortController();
    const isNews = (number: number) => number > 3;
    const end = () => ending.abort();
    const told = await Array.fromAsync(untilQuiet(talk(ending.signal), { ...when, isNews, end }));
    assert.deepEqual(told.slice(0, 3), [1, 2, 3]);
    assert.ok(ending.signal.aborted);
  });

  it('yields everything that comes at once, whatever its timestamps say', async () => {
    const isNews = () => true;
    const source = (async function* () {
      yield* [1, 2, 3];
    })();
    const told = await Array.fromAsync(untilQuiet(source, { ...when, isNews, end: () => {} }));
    assert.deepEqual(told, [1, 2, 3]);
  });
});
