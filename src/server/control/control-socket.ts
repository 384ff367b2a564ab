import { once } from 'node:events';
import { chmod, rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { join } from 'node:path';
import type { Logger } from '../../base/log.ts';

/** The most octets that a path of a socket may have everywhere (`sun_path`, without its end). */
const longestPath = 103;

/** Milliseconds for a whole request, which is short and comes from this machine. */
const requestTimeout = 10_000;

export interface ControlSocketOptions {
  /** The data folder, which is its owner's alone. */
  readonly folder: string;
  readonly answer: RequestListener;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Listens on `control.sock` in the data folder for whoever runs the server, on this machine: the mode of
 * the file is who may ask. It is left out, with a line in the log, where its path is too long or its file
 * system has no sockets: the server serves all the same.
 */
export async function openControlSocket(options: ControlSocketOptions): Promise<AsyncDisposable> {
  const { folder, answer, log } = options;
  const file = join(folder, 'control.sock');
  const opened = new AsyncDisposableStack();
  if (Buffer.byteLength(file) > longestPath) {
    log.warn({ file }, 'there is no control socket: its path is too long');
    return opened;
  }
  const server = createServer({ requestTimeout, headersTimeout: requestTimeout }, answer);
  try {
    await rm(file, { force: true }); // of a server that was killed: no other one has this folder
    server.listen(file);
    await once(server, 'listening');
    opened.defer(() => close(server));
    await chmod(file, 0o600);
  } catch (error) {
    log.warn({ error, file }, 'there is no control socket');
    await opened.disposeAsync();
  }
  return opened;
}

async function close(server: Server): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
