import assert from 'node:assert/strict';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { sampleImage } from '../../src/emulator/sample-image.ts';
import { ImageError, type ImageErrorCode } from '../../src/solo5/errors.ts';
import { parseImage } from '../../src/solo5/image.ts';
import { changedImage, type Layout, sectionHeader } from './image-file.ts';

type Refusals = readonly (readonly [title: string, change: (layout: Layout) => unknown])[];

const refusals: Readonly<Record<ImageErrorCode, Refusals>> = {
  'not-elf': [
    ['nothing at all', () => Buffer.alloc(0)],
    ['a text', () => Buffer.from('#!/bin/sh\n')],
    ['three octets of an ELF file', ({ image }) => image.subarray(0, 3)],
    ['zeros', ({ image }) => image.fill(0)],
  ],
  compressed: [
    ['gzip', ({ image }) => gzipSync(image)],
    ['zlib', ({ image }) => deflateSync(image)],
    ['zlib without compression', ({ image }) => deflateSync(image, { level: 0 })],
    ['zstd', ({ image }) => zstdCompressSync(image)],
    ['xz', () => Buffer.from('fd377a585a000004', 'hex')],
  ],
  'not-elf64': [
    ['for a 32-bit machine', ({ image }) => image.writeUInt8(1, 4)],
    ['for a big-endian machine', ({ image }) => image.writeUInt8(2, 5)],
  ],
  truncated: [
    ['after its magic', ({ image }) => image.subarray(0, 4)],
    ['within its ELF header', ({ image }) => image.subarray(0, 63)],
    ['before its section headers', ({ image, table }) => image.subarray(0, table)],
    ['an octet before its end', ({ image }) => image.subarray(0, -1)],
    ['section headers at 2^64 - 1', ({ image }) => image.writeBigUInt64LE(2n ** 64n - 1n, 0x28)],
    ['program headers at 2^64 - 1', ({ image }) => image.writeBigUInt64LE(2n ** 64n - 1n, 0x20)],
    ['more program headers than octets', ({ image }) => image.writeUInt16LE(0xffff, 0x38)],
    ['more section headers than octets', ({ image }) => image.writeUInt16LE(0xffff, 0x3c)],
    [
      'names beyond the end',
      (l) => l.image.writeBigUInt64LE(2n ** 63n, sectionHeader(l, '.shstrtab') + 24),
    ],
    [
      'a note beyond the end',
      (l) => l.image.writeBigUInt64LE(2n ** 40n, sectionHeader(l, '.note.solo5.abi') + 24),
    ],
  ],
  'malformed-elf': [
    ['reserved octets in use', ({ image }) => image.writeUInt8(1, 15)],
    ['section headers of 40 octets', ({ image }) => image.writeUInt16LE(40, 0x3a)],
    ['a names section that does not exist', ({ image }) => image.writeUInt16LE(6, 0x3e)],
    ['no octet of names', (l) => l.image.writeBigUInt64LE(0n, sectionHeader(l, '.shstrtab') + 32)],
    [
      '2^63 octets of names',
      (l) => l.image.writeBigUInt64LE(2n ** 63n, sectionHeader(l, '.shstrtab') + 32),
    ],
    [
      'a last name without an end',
      (l) => l.image.writeUInt8(1, l.names.offset + l.names.length - 1),
    ],
    [
      'a section beyond what albatross can count to',
      (l) => l.image.writeBigUInt64LE(2n ** 62n, sectionHeader(l, '.filler') + 24),
    ],
    [
      'a name outside of the names',
      (l) => l.image.writeUInt32LE(l.names.length, sectionHeader(l, '.filler')),
    ],
  ],
  'no-sections': [
    ['no section header', ({ image }) => image.writeUInt16LE(0, 0x3c)],
    ['section headers at 0', ({ image }) => image.writeBigUInt64LE(0n, 0x28)],
  ],
  'not-executable': [
    ['a shared object', ({ image }) => image.writeUInt16LE(3, 0x10)],
    ['no program header', ({ image }) => image.writeUInt16LE(0, 0x38)],
    ['program headers of 32 octets', ({ image }) => image.writeUInt16LE(32, 0x36)],
  ],
  'no-abi': [
    ['another section name', ({ image }) => image.write('x', image.indexOf('.note.solo5.abi\0'))],
  ],
  'malformed-abi': [
    ['another owner', ({ image, abi }) => image.write('Solo6', abi - 8)],
    ['an owner that does not end', ({ image, abi }) => image.write('Solo5!', abi - 8)],
    ['another length of the owner', ({ image, abi }) => image.writeUInt32LE(8, abi - 20)],
    ['another type', ({ image, abi }) => image.write('ABI2', abi - 12)],
    ['too short a content', ({ image, abi }) => image.writeUInt32LE(12, abi - 16)],
    ['too long a content', ({ image, abi }) => image.writeUInt32LE(0xffffffff, abi - 16)],
    [
      'too short a section',
      (l) => l.image.writeBigUInt64LE(19n, sectionHeader(l, '.note.solo5.abi') + 32),
    ],
    [
      'a section shorter than its note',
      (l) => l.image.writeBigUInt64LE(35n, sectionHeader(l, '.note.solo5.abi') + 32),
    ],
    [
      'a section not aligned to 4',
      (l) => l.image.writeBigUInt64LE(BigInt(l.abi - 19), sectionHeader(l, '.note.solo5.abi') + 24),
    ],
    ['target 0', ({ image, abi }) => image.writeUInt32LE(0, abi)],
    ['target 7', ({ image, abi }) => image.writeUInt32LE(7, abi)],
    ['target 2^32 - 1', ({ image, abi }) => image.writeUInt32LE(0xffffffff, abi)],
    ['reserved octets in use', ({ image, abi }) => image.writeUInt8(1, abi + 15)],
  ],
  'no-manifest': [
    [
      'another section name',
      ({ image }) => image.write('x', image.indexOf('.note.solo5.manifest\0')),
    ],
  ],
  'malformed-manifest': [
    ['another type', ({ image, manifest }) => image.write('MFT2', manifest - 12)],
    ['nothing in it', ({ image, manifest }) => image.writeUInt32LE(0, manifest - 16)],
    ['version 2', ({ image, manifest }) => image.writeUInt32LE(2, manifest + 4)],
    ['no entries', ({ image, manifest }) => image.writeUInt32LE(0, manifest + 8)],
    ['fewer entries than octets', ({ image, manifest }) => image.writeUInt32LE(2, manifest + 8)],
    ['2^32 - 1 entries', ({ image, manifest }) => image.writeUInt32LE(0xffffffff, manifest + 8)],
    ['65 entries', () => sampleImage({ devices: manyDevices(64) })],
    ['no reserved entry', ({ image, device }) => image.writeUInt32LE(1, device - 104 + 68)],
    ['a reserved entry with a name', ({ image, device }) => image.write('a', device - 104)],
    [
      'a reserved entry with an octet in its name',
      ({ image, device }) => image.write('a', device - 104 + 67),
    ],
    ['a second reserved entry', ({ image, device }) => image.writeUInt32LE(2 ** 30, device + 68)],
    ['a device of type 0', ({ image, device }) => image.writeUInt32LE(0, device + 68)],
    ['a device of type 3', ({ image, device }) => image.writeUInt32LE(3, device + 68)],
    ['a name without an end', ({ image, device }) => image.fill('a', device, device + 68)],
    ['an empty name', ({ image, device }) => image.writeUInt8(0, device)],
    ['a name with a dash', ({ image, device }) => image.write('a-b', device)],
    ['a name with a newline at its end', ({ image, device }) => image.write('ab\n\0', device)],
    ['a name in UTF-8', ({ image, device }) => image.write('é', device)],
    ['a device twice', () => sampleImage({ devices: [...manyDevices(1), ...manyDevices(1)] })],
    ['a capacity', ({ image, device }) => image.writeUInt8(1, device + 72)],
    ['a host descriptor', ({ image, device }) => image.writeUInt8(1, device + 95)],
    ['a device that is attached', ({ image, device }) => image.writeUInt8(1, device + 96)],
  ],
};

describe('images that no host could run', () => {
  for (const [code, table] of Object.entries(refusals)) {
    for (const [title, change] of table) {
      it(`are refused as ${code} [${title}]`, () => {
        assert.throws(() => parseImage(changedImage(change)), { name: 'ImageError', code });
      });
    }
  }

  it('are refused in a sentence that says what to do', () => {
    assert.throws(
      () => parseImage(gzipSync(sampleImage())),
      new ImageError(
        'compressed',
        'the image is compressed (gzip): decompress it and send the ELF file itself',
      ),
    );
  });
});

function manyDevices(count: number) {
  return Array.from(
    { length: count },
    (_, index) => ({ name: `d${index}`, type: 'block' }) as const,
  );
}
