import type { Readable } from 'node:stream';
import { Problem } from '../../base/errors.ts';
import { tooLarge } from './announced.ts';

export interface ReadLimits {
  /** Octets. */
  readonly size: number;
  /** Milliseconds for all of it. */
  readonly time: number;
  /** Told how many octets have come by now; what it throws ends the content. */
  readonly onSize?: (octets: number) => void;
}

/** All of a small content. Throws `too-large`, `request-timeout` or what the content fails with. */
export async function readOctets(content: Readable, limits: ReadLimits): Promise<Buffer> {
  const late = new Problem('request-timeout', `It has to come within ${limits.time / 1000} s.`);
  const timer = setTimeout(() => content.destroy(late), limits.time);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of content) {
      const octets: Buffer = chunk;
      size += octets.length;
      if (size > limits.size) throw tooLarge(limits.size);
      limits.onSize?.(size);
      chunks.push(octets);
    }
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks);
}
