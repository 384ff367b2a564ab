import { z } from 'zod';
import { sendDump } from '../dump-frames.ts';
import { listenOnSocket } from './socket.ts';
import { optionsFromParent } from './tell-parent.ts';

/** Writes the octets of a dump to whoever connects to a unix socket. */
const { octets } = z.object({ octets: z.number() }).parse(optionsFromParent());

await listenOnSocket((socket) => {
  sendDump(socket, octets).catch((error) => socket.destroy(error));
});
