import { listen } from '../../src/http/listen.ts';
import type { Serve } from './memory-http.ts';

/** Serves HTTP on a free port of this machine. */
export const listening: Serve = (handler) => listen(handler, { bind: '127.0.0.1', port: 0 });
