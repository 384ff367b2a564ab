import assert from 'node:assert/strict';
import { parseLabel } from '../../../src/albatross/names.ts';
import { searchHistory } from '../../../src/unikernels/consoles/search/search-history.ts';
import { SearchThread } from '../../../src/unikernels/consoles/search/search-thread.ts';
import { pack } from '../../../src/unikernels/consoles/store/line-codec.ts';
import { ConsoleWorld } from './support/console-world.ts';

const noSignal = () => new AbortController().signal;

const key = { host: parseLabel('one'), domain: parseLabel('alice'), name: parseLabel('hello') };

describe('a search in consoles that takes long', () => {
  let world: ConsoleWorld;
  before(async () => {
    world = await ConsoleWorld.open();
    await world.deploy();
    const segments = Array.from({ length: 6 }, (_, n) => ({
      ...{ key, firstNumber: n + 1, startedAt: null, release: null, gapBefore: false },
      lines: [{ timestamp: new Date(n), line: n === 5 || n === 2 ? 'needle' : 'hay' }],
    }));
    await world.store.append(segments);
  });
  after(() => world.close());

  /** Each segment takes so many seconds. */
  function search(after: number | null, seconds: number) {
    let time = 0;
    const now = () => {
      time += seconds * 1000;
      return time;
    };
    const range = { key, from: null, to: null, release: null, order: 'desc' as const, after };
    const wanted = { text: 'needle', ignoreCase: false };
    const { signal } = new AbortController();
    return searchHistory(world.store, range, wanted, { limit: 10, now, signal });
  }

  it('answers with what it has found, and goes on from there', async () => {
    const { lines, next } = await search(null, 2);
    assert.deepEqual(
      lines.map(({ number }) => number),
      [6],
    );
    assert.equal(next, 6);
    const rest = await search(next, 0.1);
    assert.deepEqual(
      rest.lines.map(({ number }) => number),
      [3],
    );
    assert.equal(rest.next, null);
  });

  it('answers with nothing after 15 s', async () => {
    assert.deepEqual(await search(6, 8), { lines: [], next: 4 });
  });

  it('finds nothing in what is damaged, and goes on', async () => {
    await using thread = new SearchThread({ text: 'needle', ignoreCase: false });
    await thread.begun;
    assert.deepEqual(await thread.find(Buffer.from('no gzip'), noSignal()), []);
    const found = await thread.find(await pack(Buffer.from('0\tneedle\n')), noSignal());
    assert.equal(found.length, 1);
  });

  it('harms nobody where it is left and ends after that', async () => {
    const wanted = { text: 'needle', ignoreCase: false };
    await using left = new SearchThread(wanted);
    await left.begun;
    const leaving = new AbortController();
    const found = left.find(Buffer.from('no gzip'), leaving.signal);
    leaving.abort();
    await assert.rejects(found, { name: 'AbortError' });
    await using other = new SearchThread(wanted); // takes longer to begin than the other one to fail
    await other.begun;
    assert.deepEqual(await other.find(await pack(Buffer.from('0\tneedle\n')), noSignal()), [
      { index: 0, timestamp: new Date(0), line: 'needle' },
    ]);
  });

  it('ends with its request', async () => {
    const range = { key, from: null, to: null, release: null, order: 'desc' as const, after: null };
    const wanted = { text: 'needle', ignoreCase: false };
    const signal = AbortSignal.abort();
    const options = { limit: 10, now: () => 0, signal };
    await assert.rejects(searchHistory(world.store, range, wanted, options), {
      name: 'AbortError',
    });
  });
});
