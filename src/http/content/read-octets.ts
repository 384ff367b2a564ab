import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Problem } from '../../base/errors.ts';
import { tooLarge } from './announced.ts';

export interface ReadLimits {
  /** Octets. */
  readonly size: number;
  /** Milliseconds for all of it. */
  readonly time: number;
}

/** All of a small content. Throws `too-large`, `request-timeout` or what the content fails with. */
export async function readOctets(content: Readable, limits: ReadLimits): Promise<Buffer> {
  const late = new Problem('request-timeout', `It has to come within ${limits.time / 1000} s.`);
  const timer = setTimeout(() => content.destroy(late), limits.time);
  const chunks: Buffer[] = [];
  let size = 0;
  content.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > limits.size) content.destroy(tooLarge(limits.size));
    else chunks.push(chunk);
  });
  try {
    await finished(content, { writable: false });
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(chunks);
}
