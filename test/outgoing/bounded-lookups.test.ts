import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { boundedLookups, lookupsAtOnce } from '../../src/outgoing/bounded-lookups.ts';
import type { FindAddresses } from '../../src/outgoing/public-addresses.ts';

/** Looks names up, of which those that are silent in their name wait for `answer`. */
function silentLookups() {
  const begun: string[] = [];
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const find: FindAddresses = async (name) => {
    begun.push(name);
    if (name.includes('silent')) await answered;
    return [{ address: '192.0.1.1', family: 4 }];
  };
  return { begun, find, answer };
}

describe('look-ups of names that accounts give', () => {
  for (const [threads, expected] of [
    [Number.NaN, 1],
    [0, 1],
    [1, 1],
    [4, 1],
    [8, 3],
    [16, 7],
  ] as const) {
    it(`leave a thread to the server [${threads} threads]`, () => {
      assert.equal(lookupsAtOnce(threads), expected);
    });
  }

  it('are at most half for names of one domain while others wait', async () => {
    const { begun, find, answer } = silentLookups();
    const bounded = boundedLookups(find, 4);
    const silent = [1, 2, 3, 4, 5, 6].map((n) => bounded(`h${n}.silent.example`, {}));
    await setImmediate();
    assert.equal(begun.length, 2);
    await Promise.all([1, 2, 3].map((n) => bounded(`h${n}.healthy.example`, {})));
    assert.equal(begun.length, 5);
    answer();
    await Promise.all(silent);
  });

  it('are at most half for one account while others wait, however many domains it names', async () => {
    const { begun, find, answer } = silentLookups();
    const bounded = boundedLookups(find, 4);
    const silent = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => {
      return bounded(`h.silent-${n}.example`, {}, { account: 'mallory' });
    });
    await setImmediate();
    assert.equal(begun.length, 3, 'never the last one');
    const others = ['alice', 'bob'].map((account) => bounded('h.healthy.example', {}, { account }));
    await Promise.all([...others, bounded('of.the.server', {})]);
    answer();
    await Promise.all(silent);
  });

  it('of one account are shared out by domain', async () => {
    const { find, answer } = silentLookups();
    const bounded = boundedLookups(find, 8);
    const account = 'alice';
    const silent = Array.from({ length: 12 }, (_, n) => {
      return bounded(`h${n}.silent.example`, {}, { account });
    });
    await setImmediate();
    await bounded('h.healthy.example', {}, { account });
    answer();
    await Promise.all(silent);
  });

  it('wait for their turn, and are not begun when nobody waits for them any more', async () => {
    const begun: string[] = [];
    const held = Promise.withResolvers<void>();
    const find: FindAddresses = async (name) => {
      begun.push(name);
      if (name === 'slow') await held.promise;
      if (name === 'bad') throw new Error('no such name');
      return [{ address: '192.0.1.1', family: 4 }];
    };
    const bounded = boundedLookups(find, 1);
    const leaving = new AbortController();
    const slow = bounded('slow', {});
    const left = assert.rejects(bounded('left', {}, { signal: leaving.signal }), /has left/);
    const bad = assert.rejects(bounded('bad', {}), /no such name/);
    const next = bounded('next', {});
    await setImmediate();
    assert.deepEqual(begun, ['slow']);
    leaving.abort(new Error('has left'));
    held.resolve();
    await Promise.all([slow, left, bad, next]);
    assert.deepEqual(begun, ['slow', 'bad', 'next']);
  });
});
