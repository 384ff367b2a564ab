import { parentPort } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { maxInflated } from '../store/line-codec.ts';
import { findText, type Wanted } from './find-text.ts';

/** What the thread gets: a segment as it is kept, and what is wanted of it. */
export interface SearchTask {
  readonly content: Uint8Array;
  readonly wanted: Wanted;
}

// The thread of a search: a segment in, its lines with the text out; an error ends it.
parentPort?.on('message', ({ content, wanted }: SearchTask) => {
  const segment = gunzipSync(content, { maxOutputLength: maxInflated });
  parentPort?.postMessage(mayHave(segment, wanted) ? findText(segment.toString(), wanted) : []);
});

/** Octets are looked through faster than they are made text of. */
function mayHave(segment: Buffer, { text, ignoreCase }: Wanted): boolean {
  return ignoreCase || segment.includes(text);
}
