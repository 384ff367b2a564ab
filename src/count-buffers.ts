import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8 hold the octets in buffers against the limit of its whole heap, which follows what is in use.
 * By itself the V8 of Node 24 collects the whole heap with every 64 MiB of buffers, however few are
 * still in use: while content passes through, that is half the work. Later V8s do it as here, and pass
 * over a flag that they do not know with a word on stderr.
 */
export function countBuffersWithHeap(): void {
  setFlagsFromString('--external-memory-accounted-in-global-limit');
}
