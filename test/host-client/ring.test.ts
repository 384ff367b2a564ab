import assert from 'node:assert/strict';
import { Ring } from '../../src/host-client/feeds/ring.ts';

describe('a ring', () => {
  const ringOf = (items: number, octets: number) =>
    new Ring<string>({ items, octets, sizeOf: (text) => text.length });
  const kept = (ring: Ring<string>) =>
    Array.from({ length: ring.end - ring.start }, (_, n) => ring.at(ring.start + n));

  it('keeps so many items', () => {
    const ring = ringOf(2, 100);
    for (const text of ['a', 'b', 'c']) ring.push(text);
    assert.deepEqual(kept(ring), ['b', 'c']);
    assert.deepEqual([ring.start, ring.end, ring.at(0)], [1, 3, undefined]);
  });

  it('keeps so many octets, whatever they come in', () => {
    const ring = ringOf(100, 10);
    for (const text of ['aaaa', 'bbbb', 'cccc', 'd']) ring.push(text);
    assert.deepEqual(kept(ring), ['bbbb', 'cccc', 'd']);
    ring.push('e'.repeat(9));
    assert.deepEqual(kept(ring), ['d', 'e'.repeat(9)]);
  });

  it('keeps the latest item, however long', () => {
    const ring = ringOf(3, 10);
    ring.push('a');
    ring.push('b'.repeat(50));
    assert.deepEqual(kept(ring), ['b'.repeat(50)]);
    ring.push('c');
    assert.deepEqual(kept(ring), ['c']);
  });
});
