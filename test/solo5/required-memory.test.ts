import assert from 'node:assert/strict';
import { type SampleImageOptions, sampleImage } from '../../src/emulator/sample-image.ts';
import { parseImage } from '../../src/solo5/image.ts';
import { isLoadable, requiredMemory } from '../../src/solo5/program.ts';
import { changedImage } from './image-file.ts';

const MiB = 1024 ** 2;
const KiB = 1024;

describe('the memory that an image needs', () => {
  const cases: [string, SampleImageOptions, number][] = [
    ['as little as there may be', {}, 2],
    ['just so much', { memoryEnd: 40 * MiB - 512 * KiB }, 40],
    ['a page more', { memoryEnd: 40 * MiB - 511 * KiB }, 41],
    ['an even number for hvt', { target: 'hvt', memoryEnd: 40 * MiB - 511 * KiB }, 42],
  ];
  for (const [what, options, required] of cases) {
    it(`ends 512 KiB behind its last page [${what}]`, () => {
      assert.equal(requiredMemory(parseImage(sampleImage(options))), required);
    });
  }

  it('is told from 2^64 octets on, too, and is then more than there is', () => {
    const image = changedImage(({ image }) => image.writeBigUInt64LE(2n ** 64n - 1n, 64 + 0x28));
    const required = requiredMemory(parseImage(image)) ?? 0;
    assert.ok(Number.isSafeInteger(required) && required > 2 ** 43);
  });

  it('is not told of notes, which are loaded with the rest', () => {
    const image = changedImage(({ image }) => image.writeBigUInt64LE(2n ** 40n, 64 + 56 + 0x28));
    assert.equal(requiredMemory(parseImage(image)), 2);
  });

  it('is not known of an image of which nothing was read', () => {
    assert.equal(requiredMemory({ target: 'spt', abiVersion: 2, devices: [] }), null);
  });

  it('is more than a tender loads it into', () => {
    const spt = parseImage(sampleImage({ memoryEnd: 41 * MiB }));
    assert.deepEqual(
      [40, 41].map((memory) => isLoadable(spt, memory)),
      [false, true],
    );
    const hvt = parseImage(sampleImage({ target: 'hvt', memoryEnd: 41 * MiB }));
    assert.deepEqual(
      [41, 42].map((memory) => isLoadable(hvt, memory)),
      [false, true],
    );
  });

  it('comes with the processor', () => {
    const machineOf = (image: Buffer) => parseImage(image).program?.machine;
    assert.equal(machineOf(sampleImage()), 'x86-64');
    assert.equal(machineOf(sampleImage({ machine: 'arm64' })), 'arm64');
    const riscv = changedImage(({ image }) => image.writeUInt16LE(243, 0x12));
    assert.equal(machineOf(riscv), 'machine 243');
  });
});
