import type { StoredBlock } from '../../../src/unikernels/metrics/store/block-place.ts';

/** A block that is known by its number. */
export const blockOf = (number: number): StoredBlock => ({
  ...{ unikernel: 'web', step: 10, start: number * 600 },
  content: new TextEncoder().encode(`${number} `.repeat(200)),
});
