import type { Duplex } from 'node:stream';
import type { Service } from '../commands.ts';

export type { Service };

/**
 * Connects to a daemon's socket on a host (docs/albatross-protocol.md, section 3.2). Rejects with
 * an `AlbatrossError`, or the signal's reason; nothing is left open then. A stream that fails later
 * may emit an `AlbatrossError`, too.
 */
export type Dial = (service: Service, signal?: AbortSignal) => Promise<Duplex>;
