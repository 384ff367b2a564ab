import { parentPort } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { maxInflated, unlessDamaged } from '../store/line-codec.ts';
import { findText, type Wanted } from './find-text.ts';

/** What the thread gets: a segment as it is kept, and what is wanted of it. */
export interface SearchTask {
  readonly content: Uint8Array;
  readonly wanted: Wanted;
}

// The thread of a search: a segment in, its lines with the text out, none of a damaged one; an error ends it.
parentPort?.on('message', ({ content, wanted }: SearchTask) => {
  const segment = inflate(content);
  const found = segment && mayHave(segment, wanted) ? findText(segment.toString(), wanted) : [];
  parentPort?.postMessage(found);
});

function inflate(content: Uint8Array): Buffer | null {
  try {
    return gunzipSync(content, { maxOutputLength: maxInflated });
  } catch (error) {
    return unlessDamaged(error);
  }
}

/** Octets are looked through faster than they are made text of. */
function mayHave(segment: Buffer, { text, ignoreCase }: Wanted): boolean {
  return ignoreCase || segment.includes(text);
}
