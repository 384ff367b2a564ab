import { ifError } from 'node:assert/strict';
import { FileBlocks } from '../../../src/unikernels/metrics/store/file-place.ts';
import { blockOf } from './numbered-block.ts';

/** Writes one block after the other, and tells of each that is written, until it is killed. */
const place = new FileBlocks(process.argv[2] ?? '', ifError);
for (let number = 1; ; number += 1) {
  await place.write([blockOf(number)]);
  process.send?.(number);
}
