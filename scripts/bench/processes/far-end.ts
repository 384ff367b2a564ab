import { connect as connectSocket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { z } from 'zod';
import { optionsFromParent } from './tell-parent.ts';

/** Connects to what stands for a host, as the parent says: by TLS, or by a socket that `ssh` forwards. */
export function farEnd(): () => Duplex {
  const far = z
    .union([z.object({ port: z.number() }), z.object({ path: z.string() })])
    .parse(optionsFromParent());
  if ('path' in far) return () => connectSocket(far.path);
  return () => connectTls({ host: '127.0.0.1', port: far.port, rejectUnauthorized: false });
}
