import { connect } from 'node:net';
import { z } from 'zod';
import { optionsFromParent, tellParent } from './tell-parent.ts';

/** Receives all that comes from a unix socket and tells how long it took. */
const { path } = z.object({ path: z.string() }).parse(optionsFromParent());

const begun = performance.now();
let octets = 0;
for await (const chunk of connect(path)) octets += Buffer.from(chunk).length;
if (octets === 0) throw new Error('nothing came');
tellParent({ milliseconds: performance.now() - begun });
