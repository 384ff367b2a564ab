import { once } from 'node:events';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { contentOf } from '../content.ts';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** Sends so many octets to a unix socket and tells how long it took until the far end was through. */
const { path, octets } = z
  .object({ path: z.string(), octets: z.number() })
  .parse(optionsFromParent());

const begun = performance.now();
const socket = connect({ path, allowHalfOpen: true });
Readable.from(contentOf(0, octets)).pipe(socket);
socket.resume();
await once(socket, 'end');
tellParent({ milliseconds: performance.now() - begun });
