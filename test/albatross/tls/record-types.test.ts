import assert from 'node:assert/strict';
import { RecordTypes } from '../../../src/albatross/tls/record-types.ts';

const record = (type: number, length: number) => {
  const header = Buffer.from([type, 3, 3, length >> 8, length & 255]);
  return Buffer.concat([header, Buffer.alloc(length, 23)]);
};

/** A hello longer than a piece, whose octets look like protected records, an empty one, and what is protected. */
const flight = Buffer.concat([record(22, 1_500), record(20, 1), record(22, 0), record(23, 300)]);

describe('the records that TLS writes', () => {
  for (const size of [1, 2, 3, 5, 7, 1_024, 1_505, 10_000]) {
    it(`are told by their types, in pieces of ${size}`, () => {
      const records = new RecordTypes();
      const types: number[] = [];
      for (let at = 0; at < flight.length; at += size) {
        types.push(...records.beginIn(flight.subarray(at, at + size)));
      }
      assert.deepEqual(types, [22, 20, 22, 23]);
      assert.deepEqual(records.beginIn(record(23, 1)), [23]);
    });
  }
});
