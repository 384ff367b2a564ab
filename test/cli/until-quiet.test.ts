import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { untilQuiet } from '../../cli/api/until-quiet.ts';

/** What is there, and then more without an end, faster than any silence. */
async function* talk(ended: AbortSignal) {
  for (let number = 1; !ended.aborted; number += 1) {
    yield number;
    await setImmediate();
  }
}

describe('what is told until nothing more comes', () => {
  const when = { first: 50, longest: 1e9 };

  it('ends with news, once what is there has had its time', async () => {
    const ending = new AbortController();
    const isNews = (number: number) => number > 3;
    const end = () => ending.abort();
    const told = await Array.fromAsync(untilQuiet(talk(ending.signal), { ...when, isNews, end }));
    assert.deepEqual(told.slice(0, 3), [1, 2, 3]);
    assert.ok(ending.signal.aborted);
  });

  it('tells all that comes at once, whatever its clock says', async () => {
    const isNews = () => true;
    const source = (async function* () {
      yield* [1, 2, 3];
    })();
    const told = await Array.fromAsync(untilQuiet(source, { ...when, isNews, end: () => {} }));
    assert.deepEqual(told, [1, 2, 3]);
  });
});
