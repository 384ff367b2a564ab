import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MetricPoint } from '../../../src/unikernels/metrics/history/metric-point.ts';
import { pointsOfBlock } from '../../../src/unikernels/metrics/history/tiers.ts';
import { packBlock, unpackBlock } from '../../../src/unikernels/metrics/store/block-codec.ts';

const number = fc.oneof(fc.nat(1000), fc.integer({ min: 0, max: 2 ** 50 }), fc.constant(0));
const point: fc.Arbitrary<MetricPoint> = fc.record(
  {
    ...{ cpu: number, memory: number, received: number, sent: number },
    ...{ blockReads: number, blockWrites: number, cpus: number, memoryLimit: number },
  },
  { noNullPrototype: true },
);
const block = fc.array(fc.option(point), { minLength: pointsOfBlock, maxLength: pointsOfBlock });

describe('a packed block of points', () => {
  it('holds its points and gaps', () => {
    fc.assert(
      fc.property(block, (points) => {
        assert.deepEqual(unpackBlock(packBlock(points)), points);
      }),
      { numRuns: 100 },
    );
  });

  it('is small where little changes', () => {
    const idle = {
      ...{ cpu: 1_200, memory: 4_194_304, received: 0, sent: 0 },
      ...{ blockReads: 0, blockWrites: 0, cpus: 1, memoryLimit: 32 },
    };
    assert.ok(packBlock(Array.from({ length: pointsOfBlock }, () => idle)).length < 64);
  });

  it('is nothing where it is damaged or cut off', () => {
    const used = { cpu: 5, memory: 9, received: 3, sent: 4, blockReads: 1, blockWrites: 2 };
    const points = Array.from({ length: pointsOfBlock }, (_, index) => ({
      ...{ ...used, cpu: index * 7_919, cpus: 1, memoryLimit: 32 },
    }));
    const packed = packBlock(points);
    for (const [index, octet] of packed.entries()) {
      const damaged = Uint8Array.from(packed);
      damaged[index] = octet ^ 0x10;
      assert.equal(unpackBlock(damaged), null, `octet ${index}`);
      assert.equal(unpackBlock(packed.subarray(0, index)), null, `${index} octets`);
    }
  });
});
