import type { Command } from '../../../src/albatross/commands.ts';
import { alice } from './client.ts';

export const mebibyte = 2 ** 20;

/** A volume of Alice's. */
export const data = alice('data');

/** Replaces a volume's content by the chunks that follow. */
export const set = (compressed = false): Command => ({ type: 'block-set', compressed });

export const inChunks = (octets: Buffer, size: number): Buffer[] =>
  Array.from({ length: Math.ceil(octets.length / size) }, (_, index) =>
    octets.subarray(index * size, (index + 1) * size),
  );
