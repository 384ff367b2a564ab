import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tellParent } from './tell-parent.ts';

/** Listens on a unix socket of its own, which it tells the parent, until that leaves. */
export async function listenOnSocket(serve: (socket: Socket) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fulmar-far-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  const path = join(folder, 'far.sock');
  const server = createServer(serve);
  server.listen(path);
  await once(server, 'listening');
  tellParent(path);
}
